package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.LogPosition;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model of a node's snapshot store. What is {@link #save saved} stays; what is still being
 * written or received is lost in a crash. How long a save takes is the caller's business.
 */
final class SnapshotShelf {
  /** What the store answers to a chunk. */
  record Progress(LogPosition position, long nextOffset, Optional<Bytes> toSave) {}

  private record Saved(LogPosition position, Bytes bytes) {}

  private final List<Saved> saved = new ArrayList<>();
  private final List<Saved> unreadable = new ArrayList<>();
  private LogPosition receiving = LogPosition.ORIGIN;
  private ByteArrayOutputStream received = new ByteArrayOutputStream();
  private boolean receivedAll;

  /** {@code bytes} are durable now. */
  void save(LogPosition position, Bytes bytes) {
    saved.removeIf(each -> each.position.equals(position));
    saved.add(new Saved(position, bytes));
  }

  boolean exists(LogPosition position) {
    return saved.stream().anyMatch(each -> each.position.equals(position));
  }

  /** Its bytes, if it exists and can be read. */
  Optional<Bytes> read(LogPosition position) {
    return saved.stream()
        .filter(each -> each.position.equals(position) && !unreadable.contains(each))
        .map(Saved::bytes)
        .findAny();
  }

  /** What is saved now cannot be read any more. */
  void spoil() {
    unreadable.addAll(saved);
  }

  void mend() {
    unreadable.clear();
  }

  void deleteBefore(long index) {
    saved.removeIf(each -> each.position.index() < index);
  }

  /** Takes a chunk if it goes on where the last one ended. */
  Progress receive(LogPosition position, long offset, Bytes chunk, boolean last) {
    if (!position.equals(receiving)) {
      if (offset != 0) {
        return new Progress(position, 0, Optional.empty());
      }
      receiving = position;
      received = new ByteArrayOutputStream();
      receivedAll = false;
    }
    if (receivedAll || offset != received.size()) {
      return new Progress(position, received.size(), Optional.empty());
    }
    received.writeBytes(chunk.sharedArray());
    receivedAll = last;
    return new Progress(
        position,
        received.size(),
        last ? Optional.of(Bytes.wrap(received.toByteArray())) : Optional.empty());
  }

  /** Whether a received snapshot was not saved yet. */
  boolean crash() {
    boolean lost = received.size() > 0 && !exists(receiving);
    stopReceiving();
    return lost;
  }

  /** Forgets what was received of a snapshot that is not saved. */
  void stopReceiving() {
    receiving = LogPosition.ORIGIN;
    received = new ByteArrayOutputStream();
    receivedAll = false;
  }
}
