package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Membership;
import io.troupe.testkit.simulation.Coverage;
import io.troupe.testkit.simulation.Trace;
import io.troupe.testkit.simulation.VirtualTime;

/** What all nodes of a run share. */
record World(
    Scenario scenario,
    Membership membership,
    Replica.Factory factory,
    VirtualTime time,
    Trace trace,
    Coverage coverage,
    Invariants invariants) {}
