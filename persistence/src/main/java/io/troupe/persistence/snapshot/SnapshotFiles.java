package io.troupe.persistence.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.Directories;
import io.troupe.persistence.DurableFile;
import io.troupe.persistence.plugin.Leases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where snapshots lie: a directory for each persistence id, a file {@code
 * SEQUENCENR-TIMESTAMP.snapshot} for each snapshot.
 */
final class SnapshotFiles implements Leases.Shared {
  private static final Map<String, String> OWNER = Map.of("holds", "snapshots");
  private static final Pattern NAME = Pattern.compile("(\\d+)-(\\d+)\\.snapshot");
  private static final int NAME_LENGTH_MOST = 180;
  private static final int PREFIX_LENGTH = 100;

  private final DataDirectory directory;

  private SnapshotFiles(DataDirectory directory) {
    this.directory = directory;
  }

  /** One snapshot by name; it need not be readable. */
  record Entry(Path file, long sequenceNr, long timestamp) {}

  static SnapshotFiles open(Path path) throws IOException {
    SnapshotFiles files = new SnapshotFiles(DataDirectory.open(path, OWNER));
    try (var children = Files.newDirectoryStream(path, Files::isDirectory)) {
      for (Path child : children) {
        DurableFile.deleteLeftovers(child);
      }
      return files;
    } catch (Throwable e) {
      files.close();
      throw e;
    }
  }

  /** The file for a snapshot; its directory exists. */
  Path fileFor(String persistenceId, long sequenceNr, long timestamp) throws IOException {
    Path parent = directoryOf(persistenceId);
    Directories.create(parent);
    return parent.resolve(String.format("%020d-%d.snapshot", sequenceNr, timestamp));
  }

  /** The snapshots of a persistence id, newest first. */
  List<Entry> list(String persistenceId) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (var files = Files.newDirectoryStream(directoryOf(persistenceId))) {
      for (Path file : files) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          entries.add(
              new Entry(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    entries.sort(
        Comparator.comparingLong(Entry::sequenceNr).thenComparing(Entry::timestamp).reversed());
    return entries;
  }

  @Override
  public void close() {
    directory.close();
  }

  private Path directoryOf(String persistenceId) {
    return directory.resolve(encode(persistenceId));
  }

  /**
   * A file name for any id: letters, digits and {@code - _} stay, other bytes become {@code %xx}.
   */
  static String encode(String persistenceId) {
    StringBuilder name = new StringBuilder("id-");
    for (byte b : persistenceId.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
      if (plain) {
        name.append(c);
      } else {
        name.append('%').append(HexFormat.of().toHexDigits(b));
      }
    }
    if (name.length() <= NAME_LENGTH_MOST) {
      return name.toString();
    }
    return name.substring(0, PREFIX_LENGTH) + "~" + digest(persistenceId);
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
