package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.troupe.actors.Outcome.Committed;
import io.troupe.actors.Outcome.Reason;
import io.troupe.actors.Outcome.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged file keeps the group from running on its node, by name; nothing is written over. */
class DamageTest {
  private static final String SNAPSHOT_OFTEN =
      "troupe.raft { snapshot-after-bytes = 4KiB, retained-bytes = 1KiB }";

  @TempDir Path directory;

  @Test
  void a_flipped_byte_in_the_journal_is_found_and_mending_it_brings_all_back() throws IOException {
    writeAndStop(50, "");
    Path log = newest(directory.resolve("journal/db"), ".log");
    byte[] good = Files.readAllBytes(log);

    flip(log, 700);
    assertDoesNotStartNaming(log);

    Files.write(log, good);
    assertHolds(50);
  }

  @Test
  void a_truncated_journal_is_found_and_mending_it_brings_all_back() throws IOException {
    writeAndStop(50, "");
    Path log = newest(directory.resolve("journal/db"), ".log");
    byte[] good = Files.readAllBytes(log);

    Files.write(log, Arrays.copyOf(good, 700));
    assertDoesNotStartNaming(log);

    Files.write(log, good);
    assertHolds(50);
  }

  @Test
  void a_lost_journal_is_not_taken_for_an_empty_one() throws IOException {
    writeAndStop(5, "");
    Path database = directory.resolve("journal/db");
    Path elsewhere = directory.resolveSibling(directory.getFileName() + "-elsewhere");

    Files.move(database, elsewhere);
    assertDoesNotStartNaming(database);

    Files.move(elsewhere, database);
    assertHolds(5);
  }

  @Test
  void a_flipped_byte_in_the_snapshot_is_found_and_mending_it_brings_all_back() throws IOException {
    writeAndStop(200, SNAPSHOT_OFTEN);
    // All of them: the newest may not be the one that the journal refers to yet.
    Map<Path, byte[]> good = new TreeMap<>();
    for (Path snapshot : files(directory.resolve("snapshots/ledger"), ".snapshot")) {
      good.put(snapshot, Files.readAllBytes(snapshot));
      flip(snapshot, 100);
    }

    assertStopsNaming(directory.resolve("snapshots/ledger"));

    for (Map.Entry<Path, byte[]> snapshot : good.entrySet()) {
      Files.write(snapshot.getKey(), snapshot.getValue());
    }
    assertHolds(200);
  }

  private void writeAndStop(int commands, String extraConfig) {
    try (TestNode node = new TestNode(directory, extraConfig)) {
      node.writeLines(commands);
      if (!extraConfig.isEmpty()) {
        TestCluster.await("snapshot", () -> node.status().snapshotIndex() > 0);
      }
    }
  }

  private void assertDoesNotStartNaming(Path file) {
    assertThatExceptionOfType(TroupeConfigurationException.class)
        .isThrownBy(() -> new TestNode(directory, "").close())
        .withMessageContaining("the journal cannot be used: journal file " + directory)
        .withMessageContaining(file.getFileName().toString())
        .withMessageContaining("do not write on top of it: restore the whole journal directory");
  }

  private void assertStopsNaming(Path file) {
    try (TestNode node = new TestNode(directory, "")) {
      Outcome<String> early = TestCluster.get(node.group.write("+early"));

      assertThat(TestNode.failure(node.group))
          .contains("group ledger stops on node node-1: ")
          .contains(file.toString());
      assertThat(early).isNotInstanceOf(Committed.class);
      assertThat(TestCluster.get(node.group.read("all")))
          .isInstanceOfSatisfying(
              Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(Reason.STOPPED));
    }
  }

  private void assertHolds(int commands) {
    try (TestNode node = new TestNode(directory, "")) {
      assertThat(node.read("size")).isEqualTo(String.valueOf(commands));
    }
  }

  static Path newest(Path directory, String suffix) throws IOException {
    List<Path> all = files(directory, suffix);
    return all.get(all.size() - 1);
  }

  private static List<Path> files(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 0x10;
    Files.write(file, bytes);
  }
}
