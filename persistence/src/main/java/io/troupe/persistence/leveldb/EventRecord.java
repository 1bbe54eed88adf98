package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One stored event.
 *
 * @param previousNr sequence number of the event stored before it in its stream, 0 for the first.
 *     Usually {@code sequenceNr - 1}; a rejected event leaves a gap. It makes each stream a chain
 *     in which a missing event is noticed
 * @param timestamp milliseconds since the epoch, of the write
 * @param offset place of a tagged event among all tagged events of the journal, 1 or more; 0 if it
 *     has no tags
 * @param eventManifest what an event adapter or the persistent actor gave
 */
record EventRecord(
    long sequenceNr,
    long previousNr,
    long timestamp,
    String writerUuid,
    String eventManifest,
    List<String> tags,
    long offset,
    Serialized event,
    Optional<Serialized> metadata) {

  private static final int TEXT_WRITER = 1;
  private static final int TAGS = 2;
  private static final int METADATA = 4;
  private static final int FIXED_BYTES = 3 * Long.BYTES + Fields.VARINT_BYTES_MOST;

  /** The value to store under the key. */
  byte[] encode(byte[] key) {
    return Checked.seal(key, header(), event.bytes());
  }

  /** All but the event's bytes, which may be large and are copied once only. */
  private ByteBuffer header() {
    Optional<UUID> writer = binary(writerUuid);
    int flags =
        (writer.isPresent() ? 0 : TEXT_WRITER)
            | (tags.isEmpty() ? 0 : TAGS)
            | (metadata.isPresent() ? METADATA : 0);
    ByteBuffer out = Checked.head(flags, headerBytesAtMost());
    out.putLong(timestamp);
    Fields.putVarint(out, sequenceNr - previousNr);
    writer.ifPresentOrElse(
        uuid -> out.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits()),
        () -> Fields.putText(out, writerUuid));
    Fields.putText(out, eventManifest);
    if (!tags.isEmpty()) {
      Fields.putVarint(out, tags.size());
      tags.forEach(tag -> Fields.putText(out, tag));
      Fields.putVarint(out, offset);
    }
    metadata.ifPresent(
        value -> {
          Fields.putSerializer(out, value);
          Fields.putVarint(out, value.bytes().length);
          out.put(value.bytes());
        });
    Fields.putSerializer(out, event);
    return out;
  }

  /** Whether a stored value has tags, without verifying it. */
  static boolean isTagged(byte[] value) {
    return (Checked.flags(value) & TAGS) != 0;
  }

  /** Verifies and reads a stored value. */
  static EventRecord decode(byte[] key, byte[] value) {
    ByteBuffer in = Checked.open(key, value);
    int flags = Checked.flags(value);
    try {
      long sequenceNr = Keys.sequenceNrOf(key);
      long timestamp = in.getLong();
      long previousNr = sequenceNr - Fields.varint(in);
      String writer = (flags & TEXT_WRITER) != 0 ? Fields.text(in) : uuid(in);
      String manifest = Fields.text(in);
      List<String> tags = (flags & TAGS) != 0 ? Fields.texts(in) : List.of();
      long offset = tags.isEmpty() ? 0 : Fields.varint(in);
      Optional<Serialized> metadata =
          (flags & METADATA) != 0 ? Optional.of(Fields.sized(in)) : Optional.empty();
      Serialized event = Fields.rest(in);
      return new EventRecord(
          sequenceNr, previousNr, timestamp, writer, manifest, tags, offset, event, metadata);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new JournalException.Damaged("is not readable", e);
    }
  }

  private int headerBytesAtMost() {
    int bytes = FIXED_BYTES + Fields.textBytes(writerUuid) + Fields.textBytes(eventManifest);
    for (String tag : tags) {
      bytes += Fields.textBytes(tag) + Fields.VARINT_BYTES_MOST;
    }
    bytes += metadata.map(extra -> Fields.serializerBytes(extra) + extra.bytes().length).orElse(0);
    return bytes + Fields.serializerBytes(event) + 3 * Fields.VARINT_BYTES_MOST;
  }

  private static Optional<UUID> binary(String writer) {
    if (writer.length() != 36) {
      return Optional.empty();
    }
    try {
      UUID uuid = UUID.fromString(writer);
      return uuid.toString().equals(writer) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String uuid(ByteBuffer in) {
    return new UUID(in.getLong(), in.getLong()).toString();
  }
}
