package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.persistence.serialization.MessageFormats.PersistentMessage;
import org.apache.pekko.persistence.serialization.MessageFormats.PersistentPayload;
import org.apache.pekko.protobufv3.internal.InvalidProtocolBufferException;

/**
 * An event as the LevelDB plugin of Pekko stores it: what Pekko's serializer makes of a {@code
 * PersistentRepr}. The event inside stays the bytes that the application's serializer made.
 */
record StockEvent(PersistentMessage message) {
  static StockEvent decode(StockKey key, byte[] value) {
    try {
      return new StockEvent(PersistentMessage.parseFrom(value));
    } catch (InvalidProtocolBufferException e) {
      throw new JournalException.Damaged(
          "entry " + key.sequenceNr() + " of the number " + key.id() + " is not readable", e);
    }
  }

  String persistenceId() {
    return message.getPersistenceId();
  }

  long sequenceNr() {
    return message.getSequenceNr();
  }

  /** Whether the event itself says so, as Akka 2.3 did it. */
  boolean isDeleted() {
    return message.getDeleted();
  }

  EventRecord toRecord(long previousNr, List<String> tags, long offset) {
    return new EventRecord(
        sequenceNr(),
        previousNr,
        message.getTimestamp(),
        message.getWriterUuid(),
        message.getManifest(),
        tags,
        offset,
        serialized(message.getPayload()),
        message.hasMetadata() ? Optional.of(serialized(message.getMetadata())) : Optional.empty());
  }

  private static Serialized serialized(PersistentPayload payload) {
    return new Serialized(
        payload.getSerializerId(),
        payload.getPayloadManifest().toStringUtf8(),
        payload.getPayload().toByteArray());
  }
}
