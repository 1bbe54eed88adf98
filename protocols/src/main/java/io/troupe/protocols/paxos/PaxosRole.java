package io.troupe.protocols.paxos;

/** The three roles (§2.1); a node may play several. */
public enum PaxosRole {
  PROPOSER,
  ACCEPTOR,
  LEARNER
}
