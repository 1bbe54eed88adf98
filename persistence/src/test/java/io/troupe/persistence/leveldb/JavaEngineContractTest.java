package io.troupe.persistence.leveldb;

class JavaEngineContractTest extends JournalContract {
  @Override
  boolean useNative() {
    return false;
  }
}
