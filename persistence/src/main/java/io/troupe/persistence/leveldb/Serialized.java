package io.troupe.persistence.leveldb;

/** What a Pekko serializer made of an object; {@code bytes} is shared, not copied. */
@SuppressWarnings("ArrayRecordComponent") // copying each event would cost what the record saves
record Serialized(int serializerId, String manifest, byte[] bytes) {}
