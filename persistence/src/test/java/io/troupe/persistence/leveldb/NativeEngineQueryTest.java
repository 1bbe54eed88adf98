package io.troupe.persistence.leveldb;

class NativeEngineQueryTest extends QueriesBeyondContract {
  @Override
  boolean useNative() {
    return true;
  }
}
