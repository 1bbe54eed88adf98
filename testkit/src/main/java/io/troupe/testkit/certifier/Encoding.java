package io.troupe.testkit.certifier;

import io.troupe.actors.Codec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A codec under test.
 *
 * @param law the one that speaks of its round trip
 * @param maxBytes what an encoding may take
 */
record Encoding<T>(Codec<T> codec, Law law, String kind, int maxBytes) {
  /** What lies around the bytes that are decoded, as in a frame. */
  private static final int MARGIN_BYTES = 3;

  /** Encodings that are longer are cut and altered at this many places only. */
  private static final int MAX_DAMAGED_PLACES = 64;

  /** What another replica gets to see of {@code value}. */
  T carried(int steps, T value) {
    return decode(steps, value, encode(steps, value));
  }

  /**
   * Encodes and decodes, there and back.
   *
   * @throws Finding if anything is lost, or the size exceeds its bound
   */
  void roundTrip(int steps, T value) {
    byte[] bytes = encode(steps, value);
    if (bytes.length > maxBytes) {
      throw new Finding(
          Law.SMALL_MESSAGES,
          steps,
          kind + " " + Shown.value(value) + " takes " + bytes.length + " bytes");
    }
    requireSame(steps, "encoded again, " + kind + " " + Shown.value(value), bytes, value);
    T decoded = decode(steps, value, bytes);
    if (!Objects.deepEquals(value, decoded)) {
      throw new Finding(
          law,
          steps,
          kind + " " + Shown.value(value) + " is decoded to another: " + Shown.value(decoded));
    }
    requireSame(steps, "decoded and encoded, " + kind + " " + Shown.value(value), bytes, decoded);
  }

  /** Decodes cut and altered encodings of {@code value}. */
  void damage(int steps, T value) {
    byte[] bytes = encode(steps, value);
    int stride = Math.max(1, bytes.length / MAX_DAMAGED_PLACES);
    for (int at = 0; at < bytes.length; at += stride) {
      decodeDamaged(steps, value, Arrays.copyOf(bytes, at), "cut after " + at + " bytes");
      byte[] altered = bytes.clone();
      altered[at] ^= (byte) 0xFF;
      decodeDamaged(steps, value, altered, "with byte " + at + " inverted");
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    decodeDamaged(steps, value, longer, "with a byte too many");
  }

  byte[] encode(int steps, T value) {
    try {
      return codec.encode(value);
    } catch (RuntimeException | Error thrown) {
      throw new Finding(
          law, steps, kind + " " + Shown.value(value) + " cannot be encoded: " + thrown, thrown);
    }
  }

  private T decode(int steps, T value, byte[] bytes) {
    try {
      return codec.decode(inFrame(bytes));
    } catch (RuntimeException | Error thrown) {
      throw new Finding(
          law,
          steps,
          kind + " " + Shown.value(value) + " cannot be decoded again: " + thrown,
          thrown);
    }
  }

  /** Altered bytes may be the encoding of another value, so that decoding may succeed. */
  private void decodeDamaged(int steps, T value, byte[] bytes, String how) {
    try {
      codec.decode(inFrame(bytes));
    } catch (IllegalArgumentException refused) {
      return;
    } catch (RuntimeException | Error thrown) {
      throw new Finding(
          Law.DAMAGED_BYTES,
          steps,
          kind + " " + Shown.value(value) + ", encoded and " + how + ", is answered by " + thrown,
          thrown);
    }
  }

  private void requireSame(int steps, String what, byte[] expected, T value) {
    byte[] found = encode(steps, value);
    if (!Arrays.equals(expected, found)) {
      throw new Finding(
          law, steps, what + " takes other bytes: " + Shown.difference(expected, found));
    }
  }

  private static ByteBuffer inFrame(byte[] bytes) {
    ByteBuffer frame = ByteBuffer.allocate(bytes.length + 2 * MARGIN_BYTES);
    Arrays.fill(frame.array(), (byte) 0x5A);
    frame.position(MARGIN_BYTES).put(bytes).flip().position(MARGIN_BYTES);
    return frame.asReadOnlyBuffer();
  }
}
