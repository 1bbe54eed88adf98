/**
 * One runnable node: a replicated key-value store behind HTTP, and the command line around it.
 *
 * <p>Where to start reading: {@link io.troupe.app.kv.KeyValueMachine} is what is replicated, {@code
 * http} serves it, {@code node} puts a process together, {@code cli} is what {@code ./troupe} runs,
 * {@code trial} starts real nodes and kills them. Plays: {@code raft} and {@code paxos} say what is
 * played, {@code play} what they have in common, {@code stage} where, {@code story} how it is told.
 */
@NullMarked
package io.troupe.app;

import org.jspecify.annotations.NullMarked;
