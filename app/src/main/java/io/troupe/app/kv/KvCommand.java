package io.troupe.app.kv;

import io.troupe.protocols.Bytes;

/** What changes the store. */
public sealed interface KvCommand {
  Key key();

  Condition condition();

  /** Sets the value of a key. */
  record Put(Key key, Bytes value, Condition condition) implements KvCommand {}

  /** Removes a key and its value. */
  record Delete(Key key, Condition condition) implements KvCommand {}
}
