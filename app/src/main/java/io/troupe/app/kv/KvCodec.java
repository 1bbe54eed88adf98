package io.troupe.app.kv;

import io.troupe.actors.Codec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** The store's codecs: how its messages stand in the durable log and on the wire. */
public final class KvCodec {
  private KvCodec() {}

  public static Codec<KvCommand> commands() {
    return new Total<>(new KvCommandCodec());
  }

  public static Codec<KvQuery> queries() {
    return new Total<>(new KvQueryCodec());
  }

  public static Codec<KvReply> replies() {
    return new Total<>(new KvReplyCodec());
  }

  /** Turns a decoder that runs over the end, or leaves something, into one that says so. */
  private record Total<T>(Codec<T> inner) implements Codec<T> {
    @Override
    public byte[] encode(T value) {
      return inner.encode(value);
    }

    @Override
    public T decode(ByteBuffer bytes) {
      try {
        T value = inner.decode(bytes);
        KvFormat.requireEnd(bytes);
        return value;
      } catch (BufferUnderflowException e) {
        throw new IllegalArgumentException("a key-value message is cut off", e);
      }
    }
  }
}
