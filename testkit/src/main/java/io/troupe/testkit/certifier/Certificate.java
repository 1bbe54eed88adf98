package io.troupe.testkit.certifier;

/**
 * What was tried and held.
 *
 * @param seed of the first log
 * @param commands in all logs together
 * @param queries asked, each of several instances
 * @param restores of snapshots, after each of which the rest of the log was applied
 * @param fingerprint 16 hexadecimal digits over all replies, answers and final snapshots. Compare
 *     it with a constant in your test: it then also finds what is the same in one JVM and not in
 *     the next (the order of {@code Set.of} and {@code Map.of}), and any change of behaviour, which
 *     two releases that run side by side must not differ by
 */
public record Certificate(
    long seed, int logs, int commands, int queries, int restores, String fingerprint) {}
