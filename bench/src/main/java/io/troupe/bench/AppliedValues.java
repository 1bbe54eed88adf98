package io.troupe.bench;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The state machine of every system under test: which ids were applied, how many, in what order.
 *
 * <p>One thread applies; any thread may look. The lock is never contended under load, so it costs
 * every system the same few nanoseconds.
 */
public final class AppliedValues {

  private static final long DIGEST_FACTOR = 0x100000001B3L;

  private long[] ids = new long[1 << 14];
  private long count;
  private long digest = 0xCBF29CE484222325L;
  private long repeated;
  private long damaged;

  /** Applies the value between position and limit, and moves neither. */
  public synchronized void apply(ByteBuffer value) {
    count++;
    if (!Values.isIntact(value)) {
      damaged++;
      return;
    }
    long id = Values.idOf(value);
    digest = (digest ^ id) * DIGEST_FACTOR;
    int word = Math.toIntExact(id >>> 6);
    if (word >= ids.length) {
      ids = Arrays.copyOf(ids, Math.max(word + 1, ids.length * 2));
    }
    long bit = 1L << id;
    if ((ids[word] & bit) != 0) {
      repeated++;
    }
    ids[word] |= bit;
  }

  /** Values applied so far, repeated and damaged ones included. */
  public synchronized long count() {
    return count;
  }

  synchronized boolean contains(long id) {
    long word = id >>> 6;
    return word < ids.length && (ids[(int) word] & (1L << id)) != 0;
  }

  /** One past the highest id applied. */
  synchronized long idsBelow() {
    for (int word = ids.length - 1; word >= 0; word--) {
      if (ids[word] != 0) {
        return word * 64L + 64 - Long.numberOfLeadingZeros(ids[word]);
      }
    }
    return 0;
  }

  synchronized Summary summary() {
    return new Summary(count, digest, repeated, damaged);
  }

  /** A copy that no later value changes. */
  public synchronized AppliedValues copy() {
    AppliedValues copy = new AppliedValues();
    copy.ids = ids.clone();
    copy.count = count;
    copy.digest = digest;
    copy.repeated = repeated;
    copy.damaged = damaged;
    return copy;
  }

  /** Writes everything, for {@link #readFrom}. */
  public synchronized void writeTo(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeLong(digest);
    out.writeLong(repeated);
    out.writeLong(damaged);
    out.writeInt(ids.length);
    for (long word : ids) {
      out.writeLong(word);
    }
  }

  /** Becomes what was written. */
  public synchronized void readFrom(DataInput in) throws IOException {
    count = in.readLong();
    digest = in.readLong();
    repeated = in.readLong();
    damaged = in.readLong();
    ids = new long[in.readInt()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = in.readLong();
    }
  }

  /** Equal on two nodes only if they applied the same ids in the same order. */
  record Summary(long count, long digest, long repeated, long damaged) {}
}
