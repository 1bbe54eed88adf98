package io.troupe.testkit.simulation.paxos;

import io.troupe.testkit.simulation.Coverage;
import java.util.SortedMap;

/**
 * A run that found nothing wrong.
 *
 * @param steps how many actions ran
 * @param virtualNanos how much time passed in the simulated world
 * @param fingerprint of its trace: equal runs have equal ones
 * @param happened how often what should happen sometimes did
 */
public record PaxosRunResult(
    long steps,
    long virtualNanos,
    long fingerprint,
    Coverage coverage,
    SortedMap<String, Long> happened) {}
