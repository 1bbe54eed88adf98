package io.troupe.testkit.simulation.raft;

import io.troupe.testkit.simulation.Coverage;

/**
 * A run that found nothing wrong.
 *
 * @param steps how many actions ran
 * @param virtualNanos how much time passed in the simulated world
 * @param events how many events its trace has
 * @param fingerprint of its trace: equal runs have equal ones
 * @param longestSilenceNanos the longest time without an acknowledged write while clients were
 *     busy, the first election included
 * @param operations how many operations its clients' history has
 * @param decided whether that history could be checked within the bounds (L1)
 */
public record RunResult(
    long steps,
    long virtualNanos,
    long events,
    long fingerprint,
    Coverage coverage,
    long longestSilenceNanos,
    int operations,
    boolean decided) {}
