package io.troupe.app.kv;

import io.troupe.actors.Codec;
import io.troupe.app.kv.KvCommand.Delete;
import io.troupe.app.kv.KvCommand.Put;
import java.nio.ByteBuffer;

/**
 * Commands as bytes.
 *
 * <pre>
 * put       = 1 1 condition key value
 * delete    = 1 2 condition key
 * condition = 0 (always) | 1 (absent) | 2 (present) | 3 version:i64
 * key       = length:u16 utf8
 * value     = the rest
 * </pre>
 */
final class KvCommandCodec implements Codec<KvCommand> {
  private static final byte PUT = 1;
  private static final byte DELETE = 2;

  @Override
  public byte[] encode(KvCommand command) {
    byte[] key = command.key().utf8();
    int size = KvFormat.sizeOf(command.condition()) + Short.BYTES + key.length;
    if (command instanceof Put put) {
      ByteBuffer out = begin(PUT, size + put.value().size(), command.condition(), key);
      return KvFormat.end(out.put(put.value().sharedArray()));
    }
    return KvFormat.end(begin(DELETE, size, command.condition(), key));
  }

  private static ByteBuffer begin(byte kind, int size, Condition condition, byte[] key) {
    ByteBuffer out = KvFormat.begin(kind, size);
    KvFormat.putCondition(out, condition);
    KvFormat.putKey(out, key);
    return out;
  }

  @Override
  public KvCommand decode(ByteBuffer bytes) {
    byte kind = KvFormat.kind(bytes);
    Condition condition = KvFormat.condition(bytes);
    Key key = KvFormat.key(bytes);
    return switch (kind) {
      case PUT -> new Put(key, KvFormat.rest(bytes), condition);
      case DELETE -> new Delete(key, condition);
      default -> throw KvFormat.unknownKind(kind);
    };
  }
}
