package io.troupe.actors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Values as bytes: in the durable log, on the wire, and back. What was written once must stay
 * readable: a later version must decode what an earlier one encoded. Must be thread-safe.
 */
public interface Codec<T> {
  byte[] encode(T value);

  /**
   * Decodes what {@link #encode} made.
   *
   * @param bytes exactly the encoded bytes, between position and limit; read-only
   * @throws IllegalArgumentException if they are not the encoding of a value
   */
  T decode(ByteBuffer bytes);

  /** Bytes as they are. */
  static Codec<byte[]> bytes() {
    return new Codec<>() {
      @Override
      public byte[] encode(byte[] value) {
        return value.clone();
      }

      @Override
      public byte[] decode(ByteBuffer bytes) {
        byte[] value = new byte[bytes.remaining()];
        bytes.get(value);
        return value;
      }
    };
  }

  /** Strings in UTF-8. */
  static Codec<String> utf8() {
    return new Codec<>() {
      @Override
      public byte[] encode(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
      }

      @Override
      public String decode(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
      }
    };
  }
}
