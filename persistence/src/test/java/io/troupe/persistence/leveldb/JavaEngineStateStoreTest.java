package io.troupe.persistence.leveldb;

import com.typesafe.config.Config;
import io.troupe.persistence.contract.DurableStateContract;
import java.nio.file.Path;

class JavaEngineStateStoreTest extends DurableStateContract {
  @Override
  protected Config config(Path files) {
    return Plugins.config(files, false);
  }
}
