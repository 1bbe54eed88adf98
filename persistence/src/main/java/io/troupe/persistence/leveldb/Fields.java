package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The fields of records ({@code docs/format.md}): varints, texts, serialized objects. */
final class Fields {
  static final int VARINT_BYTES_MOST = 10;

  private Fields() {}

  static void putVarint(ByteBuffer out, long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.put((byte) (left | 0x80));
      left >>>= 7;
    }
    out.put((byte) left);
  }

  static int varintBytes(int value) {
    return 1 + Math.max(0, 31 - Integer.numberOfLeadingZeros(value)) / 7;
  }

  static long varint(ByteBuffer in) {
    return Manifest.varint(in);
  }

  static void putText(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    putVarint(out, bytes.length);
    out.put(bytes);
  }

  /** Most bytes that {@link #putText} takes. */
  static int textBytes(String text) {
    return VARINT_BYTES_MOST + 3 * text.length();
  }

  static String text(ByteBuffer in) {
    int length = (int) varint(in);
    return length == 0 ? "" : new String(bytes(in, length), UTF_8);
  }

  static List<String> texts(ByteBuffer in) {
    List<String> texts = new ArrayList<>();
    for (long left = varint(in); left > 0; left--) {
      texts.add(text(in));
    }
    return texts;
  }

  /** All of an object but its bytes. */
  static void putSerializer(ByteBuffer out, Serialized object) {
    out.putInt(object.serializerId());
    putText(out, object.manifest());
  }

  /** Most bytes that {@link #putSerializer} takes. */
  static int serializerBytes(Serialized object) {
    return Integer.BYTES + textBytes(object.manifest());
  }

  /** An object whose length stands before its bytes. */
  static Serialized sized(ByteBuffer in) {
    return new Serialized(in.getInt(), text(in), bytes(in, (int) varint(in)));
  }

  /** An object whose bytes are all that is left. */
  static Serialized rest(ByteBuffer in) {
    return new Serialized(in.getInt(), text(in), bytes(in, in.remaining()));
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
