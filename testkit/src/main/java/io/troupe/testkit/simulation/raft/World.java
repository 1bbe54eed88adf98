package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Membership;
import io.troupe.protocols.raft.RaftSettings;
import io.troupe.testkit.simulation.Coverage;
import io.troupe.testkit.simulation.DiskProfile;
import io.troupe.testkit.simulation.Seed;
import io.troupe.testkit.simulation.Trace;
import io.troupe.testkit.simulation.VirtualTime;

/** What all nodes of a run share. */
record World(
    Seed seed,
    RaftSettings settings,
    DiskProfile disk,
    Membership membership,
    Subject subject,
    VirtualTime time,
    Trace trace,
    Coverage coverage,
    Invariants invariants) {}
