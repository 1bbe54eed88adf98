package io.troupe.persistence.leveldb;

class JavaEngineDamageTest extends DamageContract {
  @Override
  boolean useNative() {
    return false;
  }
}
