package io.troupe.protocols.raft;

/** What must be durable before a message leaves. */
enum Awaits {
  /** The current term, vote and incarnation. */
  TERM,
  /** Everything persisted so far, the log included. */
  LOG
}
