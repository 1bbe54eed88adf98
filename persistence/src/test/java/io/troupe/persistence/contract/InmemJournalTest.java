package io.troupe.persistence.contract;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;

/** Shows that the contract asks for nothing that Pekko's own journal in memory does not do. */
class InmemJournalTest extends JournalContract {
  @Override
  protected Config config(Path directory) {
    return ConfigFactory.parseString(
        "pekko.persistence.journal.plugin = pekko.persistence.journal.inmem");
  }

  @Override
  protected boolean isDurable() {
    return false;
  }

  /** It keeps objects. */
  @Override
  protected boolean rejectsAtomically() {
    return false;
  }
}
