package io.troupe.app.kv;

import io.troupe.actors.Codec;
import io.troupe.app.kv.KvQuery.DigestOfAll;
import io.troupe.app.kv.KvQuery.Get;
import java.nio.ByteBuffer;

/**
 * Queries as bytes.
 *
 * <pre>
 * get    = 1 1 key
 * digest = 1 2
 * </pre>
 */
final class KvQueryCodec implements Codec<KvQuery> {
  private static final byte GET = 1;
  private static final byte DIGEST = 2;

  @Override
  public byte[] encode(KvQuery query) {
    if (query instanceof Get get) {
      byte[] key = get.key().utf8();
      ByteBuffer out = KvFormat.begin(GET, Short.BYTES + key.length);
      KvFormat.putKey(out, key);
      return KvFormat.end(out);
    }
    return KvFormat.end(KvFormat.begin(DIGEST, 0));
  }

  @Override
  public KvQuery decode(ByteBuffer bytes) {
    byte kind = KvFormat.kind(bytes);
    return switch (kind) {
      case GET -> new Get(KvFormat.key(bytes));
      case DIGEST -> new DigestOfAll();
      default -> throw KvFormat.unknownKind(kind);
    };
  }
}
