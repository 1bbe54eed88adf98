package io.troupe.testkit.linearizability;

/** What one operation did to a {@link Model}: the state after it, and its answer. */
public record Step<S, O>(S state, O output) {}
