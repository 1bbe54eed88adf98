package io.troupe.protocols;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An immutable run of bytes that is shared, never copied, between the log, the wire and the
 * journal.
 */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** Takes over {@code array}: the caller must not write to it any more. */
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array);
  }

  public int size() {
    return array.length;
  }

  /** The bytes themselves, without a copy: for reading only. */
  public byte[] sharedArray() {
    return array;
  }

  public ByteBuffer asReadOnlyBuffer() {
    return ByteBuffer.wrap(array).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(array, that.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return array.length + " B";
  }
}
