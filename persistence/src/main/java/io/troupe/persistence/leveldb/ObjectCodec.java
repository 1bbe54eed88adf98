package io.troupe.persistence.leveldb;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.Serialization$;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;

/**
 * Between objects and their bytes, through the actor system's serializers; throws what they throw.
 */
final class ObjectCodec {
  private final ExtendedActorSystem system;
  private final Serialization serialization;

  ObjectCodec(ActorSystem system) {
    this.system = (ExtendedActorSystem) system;
    this.serialization = SerializationExtension.get(system);
  }

  Serialized serialize(Object object) {
    Serializer serializer = serialization.findSerializerFor(object);
    byte[] bytes =
        object instanceof byte[]
            ? serializer.toBinary(object)
            : Serialization$.MODULE$.withTransportInformation(
                system, () -> serializer.toBinary(object));
    return new Serialized(
        serializer.identifier(), Serializers.manifestFor(serializer, object), bytes);
  }

  Object deserialize(Serialized object) {
    return serialization
        .deserialize(object.bytes(), object.serializerId(), object.manifest())
        .get();
  }
}
