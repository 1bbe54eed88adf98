package io.troupe.persistence.leveldb;

class NativeEngineContractTest extends LeveldbJournalContract {
  @Override
  boolean useNative() {
    return true;
  }
}
