package io.troupe.actors.node;

import io.troupe.persistence.DurableFile;
import io.troupe.protocols.NodeId;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which data directory every other node had when this node first met it, kept durably. A node that
 * comes with another one has lost its disk, and with it what it promised: it must not be believed
 * (atlasdb#1508).
 */
final class KnownNodes {
  private final Path file;
  private final Map<String, UUID> directories = new TreeMap<>();

  KnownNodes(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      Properties read = new Properties();
      read.load(new StringReader(new String(DurableFile.readAll(file), StandardCharsets.UTF_8)));
      for (String node : read.stringPropertyNames()) {
        directories.put(node, UUID.fromString(read.getProperty(node)));
      }
    }
  }

  Path file() {
    return file;
  }

  /** Whether {@code directory} is the one first met; a first meeting is durable on return. */
  boolean recognise(NodeId node, UUID directory) throws IOException {
    UUID known = directories.get(node.value());
    if (known != null) {
      return known.equals(directory);
    }
    directories.put(node.value(), directory);
    StringBuilder text = new StringBuilder();
    directories.forEach((name, id) -> text.append(name).append('=').append(id).append('\n'));
    DurableFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    return true;
  }
}
