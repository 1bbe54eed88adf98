package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.paxos.PaxosMessage;

/** A message about one of the decisions of a run. */
record SynodMessage(int decision, PaxosMessage message) {}
