package io.troupe.persistence.leveldb;

class NativeEngineDamageTest extends DamageContract {
  @Override
  boolean useNative() {
    return true;
  }
}
