package io.troupe.protocols.paxos.register;

/** Where the work of a proposer on one key is. */
public enum RegisterPhase {
  /** It waits for promises. */
  PREPARING,
  /** It waits for a state to be accepted. */
  ACCEPTING,
  /** It waits for a tombstone to be forgotten. */
  ERASING,
  /** Its ballot was rejected; it waits a random time before the next. */
  BACKING_OFF,
  /** The request is answered. */
  FINISHED
}
