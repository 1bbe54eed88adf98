package io.troupe.testkit.simulation.paxos;

import io.troupe.testkit.simulation.Coverage;
import io.troupe.testkit.simulation.FaultPlan;
import io.troupe.testkit.simulation.Negligence;
import io.troupe.testkit.simulation.Seed;
import io.troupe.testkit.simulation.Trace;
import io.troupe.testkit.simulation.VirtualTime;
import java.util.Set;

/** What all nodes of a run share. */
record PaxosWorld(
    Seed seed,
    FaultPlan plan,
    Set<Negligence> negligence,
    VirtualTime time,
    Trace trace,
    Coverage coverage) {}
