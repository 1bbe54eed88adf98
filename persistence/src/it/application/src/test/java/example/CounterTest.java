package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterTest {
  @TempDir Path directory;

  private void recoversWith(String settings) throws Exception {
    Config config = ConfigFactory.parseString(settings).withFallback(ConfigFactory.load());

    assertEquals("50", Counter.run(config, 2, 25));
    assertEquals("53", Counter.run(config, 3, 1));
  }

  @Test
  void it_runs_on_the_plugins_of_pekko() throws Exception {
    recoversWith(
        """
        pekko.persistence.journal.leveldb.dir = "%s"
        pekko.persistence.snapshot-store.local.dir = "%s"
        """
            .formatted(directory.resolve("journal"), directory.resolve("snapshots")));
  }

  @Test
  void it_runs_on_those_of_troupe_when_the_two_plugin_ids_are_changed() throws Exception {
    recoversWith(
        """
        pekko.persistence.journal.plugin = "troupe.persistence.leveldb.journal"
        pekko.persistence.snapshot-store.plugin = "troupe.persistence.leveldb.snapshot-store"
        troupe.persistence.leveldb.journal.dir = "%s"
        troupe.persistence.leveldb.snapshot-store.dir = "%s"
        """
            .formatted(directory.resolve("journal"), directory.resolve("snapshots")));
  }
}
