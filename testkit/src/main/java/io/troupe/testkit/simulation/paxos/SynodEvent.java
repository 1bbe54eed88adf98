package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.paxos.PaxosEvent;

/** An event of one of the decisions of a run. */
record SynodEvent(int decision, PaxosEvent event) {}
