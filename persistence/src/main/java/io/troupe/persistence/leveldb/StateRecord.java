package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A stored durable state, or what is left of a deleted one.
 *
 * @param revision counts the changes, deletions included; never goes back
 * @param timestamp milliseconds since the epoch, of the change
 * @param tag as it was given; empty for none
 * @param state empty if it was deleted
 */
record StateRecord(long revision, long timestamp, String tag, Optional<Serialized> state) {
  /** Of a persistence id that never had a state. */
  static final StateRecord NONE = new StateRecord(0, 0, "", Optional.empty());

  private static final int DELETED = 1;
  private static final byte[] NOTHING = {};

  /** The value to store under the key. */
  byte[] encode(byte[] key) {
    int serializerBytes = state.map(Fields::serializerBytes).orElse(0);
    ByteBuffer out =
        Checked.head(
            state.isPresent() ? 0 : DELETED,
            2 * Long.BYTES + Fields.textBytes(tag) + serializerBytes);
    out.putLong(revision).putLong(timestamp);
    Fields.putText(out, tag);
    state.ifPresent(object -> Fields.putSerializer(out, object));
    return Checked.seal(key, out, state.map(Serialized::bytes).orElse(NOTHING));
  }

  /**
   * Verifies and reads a stored value.
   *
   * @throws JournalException.Damaged whose message ends a sentence
   */
  static StateRecord decode(byte[] key, byte[] value) {
    ByteBuffer in = Checked.open(key, value);
    boolean deleted = (Checked.flags(value) & DELETED) != 0;
    try {
      return new StateRecord(
          in.getLong(),
          in.getLong(),
          Fields.text(in),
          deleted ? Optional.empty() : Optional.of(Fields.rest(in)));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new JournalException.Damaged("is not readable", e);
    }
  }
}
