package io.troupe.protocols.paxos;

/** Where a proposer is. */
public enum Phase {
  /** It was asked nothing yet. */
  IDLE,
  /** Phase 1: it waits for promises. */
  PREPARING,
  /** Phase 2: it waits for its proposal to be accepted. */
  ACCEPTING,
  /** Its ballot was rejected; it waits a random time before the next. */
  BACKING_OFF,
  /** It knows what is chosen. */
  DECIDED,
  /** It has run out of ballots. */
  EXHAUSTED
}
