package io.troupe.persistence.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.contract.SnapshotStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol;
import org.junit.jupiter.api.Test;

/** The contract, and what this store promises beyond it. */
class DurableSnapshotStoreTest extends SnapshotStoreContract {
  @Override
  protected Config config(Path files) {
    return ConfigFactory.parseString(
        """
        pekko.persistence.snapshot-store.plugin = troupe.persistence.leveldb.snapshot-store
        pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
        troupe.persistence.leveldb.snapshot-store.dir = "%s"
        """
            .formatted(files));
  }

  private List<Path> filesNewestFirst() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(SnapshotFiles.encode(id)))) {
      return files
          .filter(file -> file.toString().endsWith(".snapshot"))
          .sorted(java.util.Comparator.reverseOrder())
          .toList();
    }
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void a_damaged_snapshot_is_passed_over_for_the_older_one() throws IOException {
    save(id, 10, "ten");
    save(id, 20, "twenty");

    damage(filesNewestFirst().get(0));

    assertThat(load(id, LATEST)).containsExactly("ten");
  }

  @Test
  void when_all_snapshots_are_damaged_loading_fails_and_names_the_file() throws IOException {
    save(id, 10, "ten");
    Path file = filesNewestFirst().get(0);

    damage(file);

    assertThat(loadAnswer(id, LATEST))
        .isInstanceOfSatisfying(
            SnapshotProtocol.LoadSnapshotFailed.class,
            failed -> assertThat(failed.cause()).hasMessageContaining(file.toString()));
  }

  @Test
  void ids_of_any_length_and_content_have_names_of_their_own() {
    String longId = "long/".repeat(100);
    save(longId + "1", 1, "one");
    save(longId + "2", 1, "two");
    save("..", 1, "dots");

    assertThat(load(longId + "1", LATEST)).containsExactly("one");
    assertThat(load(longId + "2", LATEST)).containsExactly("two");
    assertThat(load("..", LATEST)).containsExactly("dots");
  }

  @Test
  void a_state_that_cannot_be_serialized_fails_and_leaves_no_file() throws IOException {
    save(id, 10, "ten");

    Object answer =
        ask(new SnapshotProtocol.SaveSnapshot(new SnapshotMetadata(id, 20, 0), new Object()));

    assertThat(answer).isInstanceOf(org.apache.pekko.persistence.SaveSnapshotFailure.class);
    assertThat(filesNewestFirst()).singleElement().asString().contains("000010");
    assertThat(load(id, LATEST)).containsExactly("ten");
  }
}
