package io.troupe.persistence.leveldb;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;

/** The configuration that selects all of this module's plugins. */
final class Plugins {
  private Plugins() {}

  static Config config(Path directory, boolean useNative) {
    return ConfigFactory.parseString(
        """
        pekko.persistence.journal.plugin = troupe.persistence.leveldb.journal
        pekko.persistence.snapshot-store.plugin = troupe.persistence.leveldb.snapshot-store
        pekko.persistence.state.plugin = troupe.persistence.leveldb.durable-state
        pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
        pekko.logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
        pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
        troupe.persistence.leveldb.journal { dir = "%s", native = %s }
        troupe.persistence.leveldb.snapshot-store.dir = "%s"
        """
            .formatted(directory.resolve("journal"), useNative, directory.resolve("snapshots")));
  }
}
