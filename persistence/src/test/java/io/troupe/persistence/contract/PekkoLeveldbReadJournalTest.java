package io.troupe.persistence.contract;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;

/** What Pekko's own LevelDB read journal, which polls, does of the contract. */
class PekkoLeveldbReadJournalTest extends ReadJournalContract {
  @Override
  protected Config config(Path directory) {
    return ConfigFactory.parseString(
        """
        pekko.persistence.journal.plugin = pekko.persistence.journal.leveldb
        pekko.persistence.journal.leveldb { dir = "%s", native = off, fsync = off }
        pekko.persistence.query.journal.leveldb.refresh-interval = 100ms
        """
            .formatted(directory.resolve("stock")));
  }

  @Override
  protected String readJournalId() {
    return "pekko.persistence.query.journal.leveldb";
  }
}
