package io.troupe.persistence.leveldb;

class NativeEngineContractTest extends JournalContract {
  @Override
  boolean useNative() {
    return true;
  }
}
