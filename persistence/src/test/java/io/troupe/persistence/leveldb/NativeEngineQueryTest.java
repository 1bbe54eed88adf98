package io.troupe.persistence.leveldb;

class NativeEngineQueryTest extends QueryContract {
  @Override
  boolean useNative() {
    return true;
  }
}
