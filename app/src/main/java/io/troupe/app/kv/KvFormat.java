package io.troupe.app.kv;

import io.troupe.protocols.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The parts that the store's encodings are made of. Every encoding starts with a byte for the
 * format, {@value #FORMAT}, and one for the kind of message; integers are big-endian. What was once
 * written stays readable: a new format gets a new number beside the old.
 */
final class KvFormat {
  static final byte FORMAT = 1;

  private static final byte ALWAYS = 0;
  private static final byte ABSENT = 1;
  private static final byte PRESENT = 2;
  private static final byte AT_VERSION = 3;

  private KvFormat() {}

  /** A buffer of exactly {@code 2 + size} bytes that begins with format and kind. */
  static ByteBuffer begin(byte kind, int size) {
    return ByteBuffer.allocate(2 + size).put(FORMAT).put(kind);
  }

  /** The bytes of a buffer that {@link #begin} made and that is full now. */
  static byte[] end(ByteBuffer full) {
    if (full.hasRemaining() || full.arrayOffset() != 0) {
      throw new IllegalStateException("sized wrongly: " + full);
    }
    return full.array();
  }

  /** Checks the format, and returns the kind. */
  static byte kind(ByteBuffer bytes) {
    byte format = bytes.get();
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "format " + format + " of the key-value messages is not known to this version");
    }
    return bytes.get();
  }

  static IllegalArgumentException unknownKind(byte kind) {
    return new IllegalArgumentException("unknown kind of key-value message: " + kind);
  }

  static void putKey(ByteBuffer out, byte[] utf8) {
    out.putShort((short) utf8.length).put(utf8);
  }

  static Key key(ByteBuffer in) {
    int length = Short.toUnsignedInt(in.getShort());
    if (length > Key.MAX_BYTES || length > in.remaining()) {
      throw new IllegalArgumentException("a key of " + length + " bytes is too long");
    }
    byte[] utf8 = new byte[length];
    in.get(utf8);
    return new Key(new String(utf8, StandardCharsets.UTF_8));
  }

  /** All that is left. */
  static Bytes rest(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return Bytes.wrap(bytes);
  }

  static int sizeOf(Condition condition) {
    return condition instanceof Condition.AtVersion ? 1 + Long.BYTES : 1;
  }

  static void putCondition(ByteBuffer out, Condition condition) {
    if (condition instanceof Condition.AtVersion at) {
      out.put(AT_VERSION).putLong(at.version());
    } else if (condition instanceof Condition.Absent) {
      out.put(ABSENT);
    } else if (condition instanceof Condition.Present) {
      out.put(PRESENT);
    } else {
      out.put(ALWAYS);
    }
  }

  static Condition condition(ByteBuffer in) {
    byte kind = in.get();
    return switch (kind) {
      case ALWAYS -> new Condition.Always();
      case ABSENT -> new Condition.Absent();
      case PRESENT -> new Condition.Present();
      case AT_VERSION -> new Condition.AtVersion(in.getLong());
      default -> throw new IllegalArgumentException("unknown kind of condition: " + kind);
    };
  }

  static boolean flag(ByteBuffer in) {
    byte flag = in.get();
    if (flag != 0 && flag != 1) {
      throw new IllegalArgumentException("neither yes nor no: " + flag);
    }
    return flag == 1;
  }

  static void requireEnd(ByteBuffer in) {
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(in.remaining() + " bytes too many");
    }
  }
}
