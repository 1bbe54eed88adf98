package io.troupe.app.kv;

import io.troupe.actors.Codec;
import io.troupe.app.kv.KvReply.ConditionFailed;
import io.troupe.app.kv.KvReply.Digest;
import io.troupe.app.kv.KvReply.Found;
import io.troupe.app.kv.KvReply.NotFound;
import io.troupe.app.kv.KvReply.Removed;
import io.troupe.app.kv.KvReply.Stored;
import java.nio.ByteBuffer;

/**
 * Replies as bytes.
 *
 * <pre>
 * stored           = 1 1 version:i64 created:u8(0|1)
 * removed          = 1 2
 * found            = 1 3 version:i64 value
 * not found        = 1 4
 * condition failed = 1 5 version:i64
 * digest           = 1 6 hash:i64 entries:i64 applied-index:i64
 * value            = the rest
 * </pre>
 */
final class KvReplyCodec implements Codec<KvReply> {
  private static final byte STORED = 1;
  private static final byte REMOVED = 2;
  private static final byte FOUND = 3;
  private static final byte NOT_FOUND = 4;
  private static final byte CONDITION_FAILED = 5;
  private static final byte DIGEST = 6;

  @Override
  public byte[] encode(KvReply reply) {
    return KvFormat.end(write(reply));
  }

  private static ByteBuffer write(KvReply reply) {
    if (reply instanceof Stored stored) {
      return KvFormat.begin(STORED, Long.BYTES + 1)
          .putLong(stored.version())
          .put((byte) (stored.created() ? 1 : 0));
    } else if (reply instanceof Found found) {
      return KvFormat.begin(FOUND, Long.BYTES + found.value().size())
          .putLong(found.version())
          .put(found.value().sharedArray());
    } else if (reply instanceof ConditionFailed failed) {
      return KvFormat.begin(CONDITION_FAILED, Long.BYTES).putLong(failed.version());
    } else if (reply instanceof Digest digest) {
      return KvFormat.begin(DIGEST, 3 * Long.BYTES)
          .putLong(digest.hash())
          .putLong(digest.entries())
          .putLong(digest.appliedIndex());
    }
    return KvFormat.begin(reply instanceof Removed ? REMOVED : NOT_FOUND, 0);
  }

  @Override
  public KvReply decode(ByteBuffer bytes) {
    byte kind = KvFormat.kind(bytes);
    return switch (kind) {
      case STORED -> new Stored(bytes.getLong(), KvFormat.flag(bytes));
      case REMOVED -> new Removed();
      case FOUND -> found(bytes);
      case NOT_FOUND -> new NotFound();
      case CONDITION_FAILED -> new ConditionFailed(bytes.getLong());
      case DIGEST -> new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong());
      default -> throw KvFormat.unknownKind(kind);
    };
  }

  private static Found found(ByteBuffer bytes) {
    long version = bytes.getLong();
    return new Found(KvFormat.rest(bytes), version);
  }
}
