package io.troupe.actors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An actor system that has Troupe on its class path knows the serializers. */
class RegistrationTest {
  private static final ActorSystem SYSTEM =
      ActorSystem.create(
          "registration",
          // Only the serializers: Troupe itself stays off.
          ConfigFactory.parseString("pekko.actor.typed.library-extensions = []")
              .withFallback(ConfigFactory.load()));

  @AfterAll
  static void stop() {
    TestKit.shutdownActorSystem(SYSTEM);
  }

  @Test
  void pekko_writes_and_reads_everything_with_our_serializers() {
    Serialization serialization = SerializationExtension.get(SYSTEM);

    for (Map.Entry<String, Object> sample : Samples.all().entrySet()) {
      Object object = sample.getValue();
      Encoded expected = Encoded.of(object);
      var serializer = serialization.findSerializerFor(object);
      byte[] bytes = serialization.serialize(object).get();

      assertThat(serializer.identifier()).as(sample.getKey()).isEqualTo(expected.serializerId());
      assertThat(Serializers.manifestFor(serializer, object)).isEqualTo(expected.manifest());
      assertThat(bytes).isEqualTo(expected.bytes());
      assertThat(
              serialization.deserialize(bytes, expected.serializerId(), expected.manifest()).get())
          .isEqualTo(object);
    }
  }
}
