package io.troupe.persistence.leveldb;

import com.typesafe.config.Config;
import io.troupe.persistence.contract.ReadJournalContract;
import java.nio.file.Path;

class JavaEngineReadJournalTest extends ReadJournalContract {
  @Override
  protected Config config(Path files) {
    return Plugins.config(files, false);
  }

  @Override
  protected String readJournalId() {
    return LeveldbReadJournal.IDENTIFIER;
  }
}
