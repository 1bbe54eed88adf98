package io.troupe.app.kv;

/** What is asked of the store. */
public sealed interface KvQuery {
  /** The value of a key: answered by {@code Found} or {@code NotFound}. */
  record Get(Key key) implements KvQuery {}

  /** The {@link KvReply.Digest} of the whole state. */
  record DigestOfAll() implements KvQuery {}
}
