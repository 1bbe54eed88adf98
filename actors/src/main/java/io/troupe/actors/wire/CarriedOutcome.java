package io.troupe.actors.wire;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import java.util.Optional;
import java.util.function.Function;

/** The outcome of a client's request as it travels between nodes: the reply still in bytes. */
public sealed interface CarriedOutcome {
  /** Upper bound of the bytes that reply and texts take. */
  int payloadBytesAtMost();

  /** Calls the one function for the kind of this outcome. */
  <R> R match(
      Function<Committed, R> committed,
      Function<Rejected, R> rejected,
      Function<Unknown, R> unknown);

  /**
   * A write took effect at {@code index}, or a read saw the state at {@code index}.
   *
   * @param index not negative
   * @param reply what the state machine answered
   */
  record Committed(long index, Bytes reply) implements CarriedOutcome {
    public Committed {
      if (index < 0) {
        throw new IllegalArgumentException("index must not be negative: " + index);
      }
    }

    @Override
    public int payloadBytesAtMost() {
      return reply.size();
    }

    @Override
    public <R> R match(
        Function<Committed, R> committed,
        Function<Rejected, R> rejected,
        Function<Unknown, R> unknown) {
      return committed.apply(this);
    }
  }

  /**
   * The request had no effect and never will.
   *
   * @param text why, for people
   * @param leader who leads, when that is known
   */
  record Rejected(Reason reason, String text, Optional<NodeId> leader) implements CarriedOutcome {
    @Override
    public int payloadBytesAtMost() {
      return utf8BytesAtMost(text);
    }

    @Override
    public <R> R match(
        Function<Committed, R> committed,
        Function<Rejected, R> rejected,
        Function<Unknown, R> unknown) {
      return rejected.apply(this);
    }
  }

  /**
   * The request may have taken effect, now or later.
   *
   * @param text why, for people
   */
  record Unknown(String text) implements CarriedOutcome {
    @Override
    public int payloadBytesAtMost() {
      return utf8BytesAtMost(text);
    }

    @Override
    public <R> R match(
        Function<Committed, R> committed,
        Function<Rejected, R> rejected,
        Function<Unknown, R> unknown) {
      return unknown.apply(this);
    }
  }

  /** Why a request was rejected. Codes are part of the format and never reused. */
  enum Reason {
    NOT_LEADER(1),
    TRANSFER_IN_PROGRESS(2),
    OVERLOADED(3),
    TOO_LARGE(4),
    UNKNOWN_GROUP(5),
    STOPPING(6);

    private final int code;

    Reason(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Reason ofCode(int code) {
      for (Reason reason : values()) {
        if (reason.code == code) {
          return reason;
        }
      }
      throw new WireFormatException("no reason of a rejection has the code " + code);
    }
  }

  private static int utf8BytesAtMost(String text) {
    return Math.multiplyExact(3, text.length());
  }
}
