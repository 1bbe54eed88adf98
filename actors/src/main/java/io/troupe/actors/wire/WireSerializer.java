package io.troupe.actors.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.troupe.actors.wire.proto.GatewayProto;
import org.apache.pekko.actor.ExtendedActorSystem;

/**
 * Serializes what gateways send each other: {@link Envelope} as manifest {@code E} and {@link
 * Hello} as manifest {@code H}. Registered in {@code reference.conf}; see {@code docs/format.md}.
 */
public final class WireSerializer extends ProtobufSerializer {
  /** Part of the format: never changes, and no other serializer of a system may have it. */
  public static final int IDENTIFIER = 1_742_001;

  private static final String ENVELOPE = "E";
  private static final String HELLO = "H";

  /** Called by Pekko. */
  @SuppressWarnings("unused") // the signature that Pekko looks for
  public WireSerializer(ExtendedActorSystem system) {
    this();
  }

  WireSerializer() {
    super(IDENTIFIER);
  }

  @Override
  public String manifest(Object object) {
    if (object instanceof Envelope) {
      return ENVELOPE;
    }
    if (object instanceof Hello) {
      return HELLO;
    }
    throw notOurs(object);
  }

  @Override
  MessageLite encode(Object object) {
    if (object instanceof Envelope envelope) {
      return GatewayCodec.encode(envelope);
    }
    if (object instanceof Hello hello) {
      return GatewayCodec.encode(hello);
    }
    throw notOurs(object);
  }

  @Override
  Object decode(String manifest, CodedInputStream in) throws InvalidProtocolBufferException {
    return switch (manifest) {
      case ENVELOPE -> GatewayCodec.decode(GatewayProto.Envelope.parser().parseFrom(in));
      case HELLO -> GatewayCodec.decode(GatewayProto.Hello.parser().parseFrom(in));
      default ->
          throw new WireFormatException(
              "no such manifest in "
                  + FormatVersion.WIRE.name()
                  + " "
                  + FormatVersion.WIRE.newest()
                  + "; the sender runs a newer version of Troupe, or is not Troupe");
    };
  }

  private static IllegalArgumentException notOurs(Object object) {
    return new IllegalArgumentException(
        "WireSerializer writes Envelope and Hello, not " + object.getClass().getName());
  }
}
