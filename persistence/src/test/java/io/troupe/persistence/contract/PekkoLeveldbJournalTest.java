package io.troupe.persistence.contract;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;

/** What Pekko's own LevelDB journal, which this module replaces, does of the contract. */
class PekkoLeveldbJournalTest extends JournalContract {
  @Override
  protected Config config(Path directory) {
    return ConfigFactory.parseString(
        """
        pekko.persistence.journal.plugin = pekko.persistence.journal.leveldb
        pekko.persistence.journal.leveldb { dir = "%s", native = off, fsync = off }
        """
            .formatted(directory.resolve("stock")));
  }

  /** It stores the events before the one that it rejects. */
  @Override
  protected boolean rejectsAtomically() {
    return false;
  }
}
