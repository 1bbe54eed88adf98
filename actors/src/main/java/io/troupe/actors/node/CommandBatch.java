package io.troupe.actors.node;

import io.troupe.protocols.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Commands on their way into one frame, with those who wait for them. A frame's bytes are, for each
 * command in order, its length as an unsigned LEB128 varint and its bytes.
 */
final class CommandBatch {
  /** What a command takes at most beside its own bytes. */
  static final int MAX_LENGTH_BYTES = 5;

  private final List<Request.Write> requests = new ArrayList<>();
  private byte[] bytes;
  private int size;

  CommandBatch(int expectedBytes) {
    bytes = new byte[expectedBytes];
  }

  void add(Request.Write request) {
    byte[] command = request.command().sharedArray();
    ensureRoom(MAX_LENGTH_BYTES + command.length);
    int length = command.length;
    while (length > 0x7F) {
      bytes[size++] = (byte) (length | 0x80);
      length >>>= 7;
    }
    bytes[size++] = (byte) length;
    System.arraycopy(command, 0, bytes, size, command.length);
    size += command.length;
    requests.add(request);
  }

  boolean isEmpty() {
    return requests.isEmpty();
  }

  int count() {
    return requests.size();
  }

  int sizeBytes() {
    return size;
  }

  /** Those who wait, in the order of their commands. */
  List<Request.Write> requests() {
    return requests;
  }

  /** The frame's bytes; the batch is not to be added to any more. */
  Bytes encoded() {
    return Bytes.wrap(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
  }

  private void ensureRoom(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  /** Takes the next command out of a frame's bytes, as a read-only view. */
  static ByteBuffer next(ByteBuffer frame) {
    int length = 0;
    int shift = 0;
    byte part;
    do {
      part = frame.get();
      length |= (part & 0x7F) << shift;
      shift += 7;
    } while (part < 0 && shift < 35);
    ByteBuffer command = frame.slice(frame.position(), length);
    frame.position(frame.position() + length);
    return command;
  }
}
