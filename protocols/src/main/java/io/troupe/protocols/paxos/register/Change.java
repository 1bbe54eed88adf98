package io.troupe.protocols.paxos.register;

import io.troupe.protocols.Bytes;

/**
 * What a client does to a register (§2.2: "change functions"). A function of the state and of
 * nothing else: it is applied once for each attempt, and only one of the results can ever take
 * effect, so it must have no effect of its own (P33).
 */
public interface Change {
  /** Leaves the state as it is. What it read is the state before. */
  Change READ = state -> state;

  /** Leaves nothing but a tombstone, which {@link RegisterInput.Collect} clears away. */
  Change DELETE = state -> RegisterState.EMPTY;

  /** The state after. */
  RegisterState apply(RegisterState state);

  /** Puts {@code value}, whatever was there. */
  static Change write(Bytes value) {
    RegisterState after = RegisterState.of(value);
    return state -> after;
  }

  /**
   * Replaces {@code expected} by {@code update}. Anything else stays as it is, and that is decided
   * by a round of its own (P19): whoever compares the state before with {@code expected} knows
   * which.
   */
  static Change compareAndSet(RegisterState expected, RegisterState update) {
    return state -> state.equals(expected) ? update : state;
  }
}
