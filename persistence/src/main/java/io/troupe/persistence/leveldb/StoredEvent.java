package io.troupe.persistence.leveldb;

/** An event as a query reads it. */
record StoredEvent(String persistenceId, EventRecord record) {}
