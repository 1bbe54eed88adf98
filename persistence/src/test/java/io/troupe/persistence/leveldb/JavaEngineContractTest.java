package io.troupe.persistence.leveldb;

class JavaEngineContractTest extends LeveldbJournalContract {
  @Override
  boolean useNative() {
    return false;
  }
}
