package io.troupe.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Who a data directory is; the content of its identity file, lines of {@code key=value}. */
record Identity(UUID id, Map<String, String> owner) {
  static final String FILE = "identity";
  private static final int VERSION = 1;
  private static final String OWNER_PREFIX = "owner.";

  Identity {
    owner = Map.copyOf(owner);
  }

  static void checkOwner(Map<String, String> owner) {
    owner.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.contains("=") || hasControl(key) || hasControl(value)) {
            throw new IllegalArgumentException("owner field not storable: " + key + "=" + value);
          }
        });
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("format=").append(VERSION).append('\n').append("id=").append(id).append('\n');
    new TreeMap<>(owner)
        .forEach(
            (key, value) ->
                text.append(OWNER_PREFIX).append(key).append('=').append(value).append('\n'));
    byte[] bytes = text.toString().getBytes(UTF_8);
    DurableFile.write(file, out -> out.write(bytes));
  }

  static Identity read(Path file) throws IOException {
    SortedMap<String, String> fields = fieldsOf(file);
    String version = fields.getOrDefault("format", "none");
    if (!version.equals(Integer.toString(VERSION))) {
      throw new DataDirectoryException(
          "identity file "
              + file
              + ": field format: expected "
              + VERSION
              + ", found "
              + version
              + "; open the directory with the release of Troupe that wrote it");
    }
    try {
      UUID id = UUID.fromString(fields.getOrDefault("id", ""));
      Map<String, String> owner = new TreeMap<>();
      fields.forEach(
          (key, value) -> {
            if (key.startsWith(OWNER_PREFIX)) {
              owner.put(key.substring(OWNER_PREFIX.length()), value);
            }
          });
      return new Identity(id, owner);
    } catch (IllegalArgumentException e) {
      throw damaged(file, "field id is not a UUID", e);
    }
  }

  void requireOwner(Path file, Map<String, String> expected) throws DataDirectoryException {
    TreeSet<String> keys = new TreeSet<>(owner.keySet());
    keys.addAll(expected.keySet());
    for (String key : keys) {
      String wanted = expected.getOrDefault(key, "none");
      String found = owner.getOrDefault(key, "none");
      if (!wanted.equals(found)) {
        throw new DataDirectoryException(
            "data directory "
                + file.getParent()
                + " belongs to another owner: field "
                + key
                + ": expected "
                + wanted
                + ", found "
                + found
                + "; configure the directory of this owner, or correct "
                + key);
      }
    }
  }

  private static SortedMap<String, String> fieldsOf(Path file) throws IOException {
    SortedMap<String, String> fields = new TreeMap<>();
    try {
      for (String line : new String(DurableFile.readAll(file), UTF_8).split("\n", -1)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          fields.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    } catch (CorruptFileException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
    return fields;
  }

  private static DataDirectoryException damaged(Path file, String what, Exception cause) {
    return new DataDirectoryException(
        "identity file "
            + file
            + " is damaged ("
            + what
            + "); restore it from a backup, or rebuild this node on an empty directory",
        cause);
  }
}
