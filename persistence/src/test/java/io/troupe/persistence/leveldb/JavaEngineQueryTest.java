package io.troupe.persistence.leveldb;

class JavaEngineQueryTest extends QueriesBeyondContract {
  @Override
  boolean useNative() {
    return false;
  }
}
