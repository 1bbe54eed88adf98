package io.troupe.persistence.leveldb;

class JavaEngineQueryTest extends QueryContract {
  @Override
  boolean useNative() {
    return false;
  }
}
