package io.troupe.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  private static final Map<String, String> OWNER = Map.of("cluster", "demo", "node-id", "node-1");

  @TempDir Path parent;

  private Path directory() {
    return parent.resolve("deep/data");
  }

  private ThrowableAssertAlternative<DataDirectoryException> assertRefused(
      Map<String, String> owner) {
    return assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> DataDirectory.open(directory(), owner));
  }

  @Test
  void the_id_is_drawn_once_and_found_again() throws IOException {
    UUID id;
    try (DataDirectory created = DataDirectory.open(directory(), OWNER)) {
      id = created.id();
    }

    try (DataDirectory opened = DataDirectory.open(directory(), OWNER)) {
      assertThat(opened.id()).isEqualTo(id);
      assertThat(opened.owner()).isEqualTo(OWNER);
      assertThat(opened.resolve("x")).isEqualTo(opened.path().resolve("x"));
    }
  }

  @Test
  void data_of_another_node_is_refused_with_field_and_both_values() throws IOException {
    DataDirectory.open(directory(), OWNER).close();

    assertRefused(Map.of("cluster", "demo", "node-id", "node-2"))
        .withMessageContaining("node-id: expected node-2, found node-1")
        .withMessageContaining(directory().toString());
  }

  @Test
  void data_of_another_cluster_is_refused() throws IOException {
    DataDirectory.open(directory(), OWNER).close();

    assertRefused(Map.of("cluster", "prod", "node-id", "node-1"))
        .withMessageContaining("cluster: expected prod, found demo");
  }

  @Test
  void a_second_open_in_the_same_process_is_refused_until_the_first_is_closed() throws IOException {
    DataDirectory first = DataDirectory.open(directory(), OWNER);
    assertRefused(OWNER).withMessageContaining("in use by this process");
    assertRefused(OWNER).withMessageContaining("in use by this process");

    first.close();
    first.close();

    DataDirectory.open(directory(), OWNER).close();
  }

  @Test
  void a_second_process_is_refused_and_told_the_pid_of_the_first() throws IOException {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("open");

      assertRefused(OWNER).withMessageContaining("another process, pid " + holder.pid() + ";");
    } finally {
      holder.destroyForcibly();
    }
    holder.onExit().join();
    DataDirectory.open(directory(), OWNER).close();
  }

  /** Holds the directory until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (DataDirectory held = DataDirectory.open(Path.of(arguments[0]), OWNER)) {
        System.out.println(held.path().toFile().exists() ? "open" : "lost");
        System.in.read();
      }
    }
  }

  @Test
  void a_damaged_identity_file_is_named() throws IOException {
    DataDirectory.open(directory(), OWNER).close();
    Path identity = directory().resolve("identity");
    byte[] bytes = Files.readAllBytes(identity);
    bytes[20] ^= 1;
    Files.write(identity, bytes);

    assertRefused(OWNER).withMessageContaining("identity file " + identity.toRealPath());
  }

  @Test
  void an_unknown_format_version_is_named() throws IOException {
    DataDirectory.open(directory(), OWNER).close();
    byte[] next = "format=2\n".getBytes(StandardCharsets.UTF_8);
    DurableFile.write(directory().resolve("identity"), out -> out.write(next));

    assertRefused(OWNER).withMessageContaining("field format: expected 1, found 2");
  }

  @Test
  void data_without_an_identity_file_is_not_taken_for_an_empty_directory() throws IOException {
    DataDirectory.open(directory(), OWNER).close();
    Files.writeString(directory().resolve("journal"), "precious");
    Files.delete(directory().resolve("identity"));

    assertRefused(OWNER).withMessageContaining("no file identity but is not empty");
  }

  @Test
  void a_directory_that_is_not_writable_is_named_with_the_user() throws IOException {
    Path locked = Files.createDirectories(directory());
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(locked), "root writes everywhere");

    assertRefused(OWNER).withMessageContaining("is not writable");
  }

  @Test
  void a_file_in_the_place_of_the_directory_is_named() throws IOException {
    Files.createDirectories(directory().getParent());
    Files.writeString(directory(), "a file");

    assertRefused(OWNER).withMessageContaining(directory().toString());
  }
}
