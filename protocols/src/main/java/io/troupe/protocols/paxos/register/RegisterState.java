package io.troupe.protocols.paxos.register;

import io.troupe.protocols.Bytes;
import java.util.Optional;

/** What a register holds. */
public sealed interface RegisterState {
  /** A register that was never written, or was deleted: accepted under a ballot, a tombstone. */
  RegisterState EMPTY = new Empty();

  static RegisterState of(Bytes value) {
    return new Holding(value);
  }

  /** The value, if there is one. */
  Optional<Bytes> value();

  /** What it is counted for, in bytes. */
  int sizeBytes();

  /** Nothing. */
  record Empty() implements RegisterState {
    @Override
    public Optional<Bytes> value() {
      return Optional.empty();
    }

    @Override
    public int sizeBytes() {
      return 0;
    }

    @Override
    public String toString() {
      return "empty";
    }
  }

  /** A value, which may have no bytes. */
  record Holding(Bytes bytes) implements RegisterState {
    @Override
    public Optional<Bytes> value() {
      return Optional.of(bytes);
    }

    @Override
    public int sizeBytes() {
      return bytes.size();
    }

    @Override
    public String toString() {
      return bytes.toString();
    }
  }
}
