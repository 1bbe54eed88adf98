package io.troupe.persistence.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** An event, a snapshot or a state whose serializer must know the actor system's address. */
public record Visit(ActorRef of) {
  /** Binds the serializer. */
  static final Config CONFIG =
      ConfigFactory.parseString(
          """
          pekko.actor {
            serializers.contract-visit = "%s"
            serialization-bindings { "%s" = contract-visit }
          }
          """
              .formatted(VisitSerializer.class.getName(), Visit.class.getName()));

  /** Pekko creates it. */
  public static final class VisitSerializer extends SerializerWithStringManifest {
    private final ExtendedActorSystem system;

    public VisitSerializer(ExtendedActorSystem system) {
      this.system = system;
    }

    @Override
    public int identifier() {
      return 1742099;
    }

    @Override
    public String manifest(Object object) {
      return "visit";
    }

    @Override
    public byte[] toBinary(Object object) {
      return Serialization.serializedActorPath(((Visit) object).of()).getBytes(UTF_8);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
      return new Visit(system.provider().resolveActorRef(new String(bytes, UTF_8)));
    }
  }
}
