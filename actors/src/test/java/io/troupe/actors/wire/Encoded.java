package io.troupe.actors.wire;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.raft.LogEvent;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * An object in its written form: what a golden file holds.
 *
 * @param serializerId identifier of the serializer
 */
record Encoded(int serializerId, String manifest, Bytes content) {
  private static final ByteBuffer DIRECT = ByteBuffer.allocateDirect(1 << 19);
  private static final int HEX_DIGITS_PER_LINE = 64;

  Encoded(int serializerId, String manifest, byte[] bytes) {
    this(serializerId, manifest, Bytes.wrap(bytes));
  }

  byte[] bytes() {
    return content.sharedArray();
  }

  static Encoded of(Object object) {
    ProtobufSerializer serializer =
        object instanceof Envelope || object instanceof Hello
            ? new WireSerializer()
            : object instanceof LogEvent ? new LogEventSerializer() : new PaxosEventSerializer();
    return new Encoded(
        serializer.identifier(), serializer.manifest(object), serializer.toBinary(object));
  }

  Encoded with(byte[] otherBytes) {
    return new Encoded(serializerId, manifest, otherBytes);
  }

  Object decode() {
    return serializer().fromBinary(bytes(), manifest);
  }

  /** Decodes from memory outside the heap, as Artery does, and spoils that memory afterwards. */
  Object decodeFromDirectBuffer() {
    ByteBuffer buffer = DIRECT.clear().position(7);
    buffer.put(bytes()).flip().position(7);
    Object decoded = serializer().fromBinary(buffer, manifest);
    for (int i = 7; i < buffer.limit(); i++) {
      buffer.put(i, (byte) 0x5A);
    }
    return decoded;
  }

  ProtobufSerializer serializer() {
    return switch (serializerId) {
      case WireSerializer.IDENTIFIER -> new WireSerializer();
      case LogEventSerializer.IDENTIFIER -> new LogEventSerializer();
      default -> new PaxosEventSerializer();
    };
  }

  /** Text of a golden file: serializer and manifest in the first line, then the bytes in hex. */
  String toText() {
    StringBuilder text = new StringBuilder().append(serializerId).append(' ').append(manifest);
    String hex = HexFormat.of().formatHex(bytes());
    for (int i = 0; i < hex.length(); i += HEX_DIGITS_PER_LINE) {
      text.append('\n').append(hex, i, Math.min(hex.length(), i + HEX_DIGITS_PER_LINE));
    }
    return text.append('\n').toString();
  }

  static Encoded parse(String text) {
    int endOfHeader = text.indexOf('\n');
    String[] header = text.substring(0, endOfHeader).split(" ", 2);
    String hex = text.substring(endOfHeader).replace("\n", "");
    return new Encoded(Integer.parseInt(header[0]), header[1], HexFormat.of().parseHex(hex));
  }
}
