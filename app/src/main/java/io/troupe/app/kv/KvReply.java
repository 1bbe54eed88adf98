package io.troupe.app.kv;

import io.troupe.protocols.Bytes;

/**
 * What the store answers. A version is the index, in the replicated log, of the write that made the
 * value; it is never 0 and never used twice.
 */
public sealed interface KvReply {
  /**
   * The value was set.
   *
   * @param version its version
   * @param created whether the key had no value before
   */
  record Stored(long version, boolean created) implements KvReply {}

  /** The key was removed. */
  record Removed() implements KvReply {}

  /** The key's value. */
  record Found(Bytes value, long version) implements KvReply {}

  /** The key has no value. */
  record NotFound() implements KvReply {}

  /**
   * The command's condition does not hold; nothing was changed.
   *
   * @param version of the present value; 0 if there is none
   */
  record ConditionFailed(long version) implements KvReply {}

  /**
   * A fingerprint of the whole state: replicas that have applied the same commands have the same.
   *
   * @param hash of all keys, values and versions, in no order
   * @param entries how many keys there are
   * @param appliedIndex the index of the last command applied; 0 before the first
   */
  record Digest(long hash, long entries, long appliedIndex) implements KvReply {}
}
