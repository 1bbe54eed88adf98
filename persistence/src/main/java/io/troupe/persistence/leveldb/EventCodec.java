package io.troupe.persistence.leveldb;

import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** Between Pekko's events and records, through the actor system's serializers. */
final class EventCodec {
  private final ObjectCodec objects;

  EventCodec(ActorSystem system) {
    this.objects = new ObjectCodec(system);
  }

  static boolean isTagged(PersistentRepr event) {
    return event.payload() instanceof Tagged tagged && !tagged.tags().isEmpty();
  }

  /**
   * Serializes an event; throws whatever its serializer throws.
   *
   * @param offset of a tagged event; any other ignores it
   */
  EventRecord toRecord(PersistentRepr event, long previousNr, long offset) {
    Object payload = event.payload();
    List<String> tags = List.of();
    if (payload instanceof Tagged tagged) {
      payload = tagged.payload();
      tags = List.copyOf(CollectionConverters.asJava(tagged.tags()));
    }
    Optional<Object> metadata = OptionConverters.toJava(event.metadata());
    return new EventRecord(
        event.sequenceNr(),
        previousNr,
        event.timestamp() > 0 ? event.timestamp() : System.currentTimeMillis(),
        event.writerUuid(),
        event.manifest(),
        tags,
        tags.isEmpty() ? 0 : offset,
        objects.serialize(payload),
        metadata.map(objects::serialize));
  }

  PersistentRepr fromRecord(String persistenceId, EventRecord record) {
    PersistentRepr event =
        PersistentRepr.apply(
                objects.deserialize(record.event()),
                record.sequenceNr(),
                persistenceId,
                record.eventManifest(),
                false,
                ActorRef.noSender(),
                record.writerUuid())
            .withTimestamp(record.timestamp());
    return record
        .metadata()
        .map(metadata -> event.withMetadata(objects.deserialize(metadata)))
        .orElse(event);
  }
}
