package io.troupe.actors.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import org.apache.pekko.serialization.ByteBufferSerializer;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * The passage between objects and protobuf for Pekko: payload bytes are copied once, from the
 * object into the array or buffer that Pekko wants, and once back; twice if they come in a buffer
 * outside the heap, which protobuf 4.36 reads through an array of its own. Stateless, so safe for
 * all threads. Decoding allocates no more than a small multiple of the input, and throws nothing
 * but {@link WireFormatException}.
 */
abstract class ProtobufSerializer extends SerializerWithStringManifest
    implements ByteBufferSerializer {
  private final int identifier;

  ProtobufSerializer(int identifier) {
    this.identifier = identifier;
  }

  /** The protobuf form of {@code object}, sharing its payload. */
  abstract MessageLite encode(Object object);

  /**
   * The object in {@code in}, sharing nothing with it.
   *
   * @throws IllegalArgumentException for values that the object's type forbids
   */
  abstract Object decode(String manifest, CodedInputStream in)
      throws InvalidProtocolBufferException;

  @Override
  public final int identifier() {
    return identifier;
  }

  @Override
  public final byte[] toBinary(Object object) {
    return encode(object).toByteArray();
  }

  /**
   * @throws BufferOverflowException if {@code buffer} is too small: what Artery expects, to report
   *     a message that is larger than its frames
   */
  @Override
  public final void toBinary(Object object, ByteBuffer buffer) {
    MessageLite message = encode(object);
    if (message.getSerializedSize() > buffer.remaining()) {
      throw new BufferOverflowException();
    }
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(buffer);
      message.writeTo(out);
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a buffer that was large enough", impossible);
    }
  }

  @Override
  public final Object fromBinary(byte[] bytes, String manifest) {
    return decode(manifest, UnsafeByteOperations.unsafeWrap(bytes));
  }

  @Override
  public final Object fromBinary(ByteBuffer buffer, String manifest) {
    return decode(manifest, UnsafeByteOperations.unsafeWrap(buffer));
  }

  private Object decode(String manifest, ByteString bytes) {
    try {
      CodedInputStream in = bytes.newCodedInput();
      // Payloads alias the input until Fields.decode copies them, so that they are copied once.
      in.enableAliasing(true);
      return decode(manifest, in);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new WireFormatException(describe(manifest, bytes) + ": " + e.getMessage(), e);
    } catch (WireFormatException e) {
      throw new WireFormatException(describe(manifest, bytes) + ": " + e.getMessage());
    }
  }

  private String describe(String manifest, ByteString bytes) {
    String shown = manifest.length() <= 16 ? manifest : manifest.substring(0, 16) + "...";
    return "cannot read %d B with manifest \"%s\" of serializer %d"
        .formatted(bytes.size(), shown, identifier);
  }
}
