package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.persistence.JournalException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

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

  private static final byte VERSION = 1;
  private static final int TEXT_WRITER = 1;
  private static final int TAGS = 2;
  private static final int METADATA = 4;
  private static final int CHECKED_FROM = 6;
  private static final int VARINT_BYTES_MOST = 10;
  private static final int FIXED_BYTES = CHECKED_FROM + 3 * Long.BYTES + VARINT_BYTES_MOST;

  /** The value to store under the key. */
  byte[] encode(byte[] key) {
    ByteBuffer header = header();
    byte[] payload = event.bytes();
    byte[] value = new byte[header.remaining() + payload.length];
    int headerBytes = header.remaining();
    header.get(value, 0, headerBytes);
    System.arraycopy(payload, 0, value, headerBytes, payload.length);
    ByteBuffer.wrap(value).putInt(2, crc(key, value));
    return value;
  }

  /** All but the event's bytes, which may be large and are copied once only. */
  private ByteBuffer header() {
    Optional<UUID> writer = binary(writerUuid);
    int flags =
        (writer.isPresent() ? 0 : TEXT_WRITER)
            | (tags.isEmpty() ? 0 : TAGS)
            | (metadata.isPresent() ? METADATA : 0);
    ByteBuffer out = ByteBuffer.allocate(headerBytesAtMost());
    out.put(VERSION).put((byte) flags).putInt(0).putLong(timestamp);
    putVarint(out, sequenceNr - previousNr);
    writer.ifPresentOrElse(
        uuid -> out.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits()),
        () -> putText(out, writerUuid));
    putText(out, eventManifest);
    if (!tags.isEmpty()) {
      putVarint(out, tags.size());
      tags.forEach(tag -> putText(out, tag));
      putVarint(out, offset);
    }
    metadata.ifPresent(
        value -> {
          putSerializer(out, value);
          putVarint(out, value.bytes().length);
          out.put(value.bytes());
        });
    putSerializer(out, event);
    return out.flip();
  }

  /** Whether a stored value has tags, without verifying it. */
  static boolean isTagged(byte[] value) {
    return value.length >= CHECKED_FROM && (value[1] & TAGS) != 0;
  }

  /** Verifies and reads a stored value. */
  static EventRecord decode(byte[] key, byte[] value) {
    if (value.length < CHECKED_FROM) {
      throw new JournalException.Damaged("has only " + value.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(value);
    byte version = in.get();
    int flags = in.get();
    if (in.getInt() != crc(key, value)) {
      throw new JournalException.Damaged("has a wrong checksum");
    }
    if (version != VERSION) {
      throw new JournalException.Damaged(
          "has format version " + version + ", expected " + VERSION + "; it is of a newer release");
    }
    try {
      long sequenceNr = Keys.sequenceNrOf(key);
      long timestamp = in.getLong();
      long previousNr = sequenceNr - Manifest.varint(in);
      String writer = (flags & TEXT_WRITER) != 0 ? text(in) : uuid(in);
      String manifest = text(in);
      List<String> tags = (flags & TAGS) != 0 ? texts(in) : List.of();
      long offset = tags.isEmpty() ? 0 : Manifest.varint(in);
      Optional<Serialized> metadata =
          (flags & METADATA) != 0 ? Optional.of(sized(in)) : Optional.empty();
      Serialized event = new Serialized(in.getInt(), text(in), bytes(in, in.remaining()));
      return new EventRecord(
          sequenceNr, previousNr, timestamp, writer, manifest, tags, offset, event, metadata);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new JournalException.Damaged("is not readable", e);
    }
  }

  private int headerBytesAtMost() {
    int bytes = FIXED_BYTES + textBytes(writerUuid) + textBytes(eventManifest);
    for (String tag : tags) {
      bytes += textBytes(tag) + VARINT_BYTES_MOST;
    }
    bytes += metadata.map(extra -> serializerBytes(extra) + extra.bytes().length).orElse(0);
    return bytes + serializerBytes(event) + 3 * VARINT_BYTES_MOST;
  }

  private static int serializerBytes(Serialized object) {
    return Integer.BYTES + textBytes(object.manifest());
  }

  private static int textBytes(String text) {
    return VARINT_BYTES_MOST + 3 * text.length();
  }

  private static int crc(byte[] key, byte[] value) {
    CRC32C crc = new CRC32C();
    crc.update(key);
    crc.update(value, 1, 1);
    crc.update(value, CHECKED_FROM, value.length - CHECKED_FROM);
    return (int) crc.getValue();
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

  private static void putSerializer(ByteBuffer out, Serialized value) {
    out.putInt(value.serializerId());
    putText(out, value.manifest());
  }

  private static Serialized sized(ByteBuffer in) {
    return new Serialized(in.getInt(), text(in), bytes(in, (int) Manifest.varint(in)));
  }

  private static void putText(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    putVarint(out, bytes.length);
    out.put(bytes);
  }

  private static String text(ByteBuffer in) {
    int length = (int) Manifest.varint(in);
    return length == 0 ? "" : new String(bytes(in, length), UTF_8);
  }

  private static List<String> texts(ByteBuffer in) {
    List<String> texts = new ArrayList<>();
    for (long left = Manifest.varint(in); left > 0; left--) {
      texts.add(text(in));
    }
    return texts;
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static void putVarint(ByteBuffer out, long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.put((byte) (left | 0x80));
      left >>>= 7;
    }
    out.put((byte) left);
  }
}
