package io.troupe.bench.register;

import io.troupe.bench.Completion;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/**
 * Counters under keys, on three nodes of this JVM, every acknowledged count on stable storage of a
 * majority. Counting tells whether a change was lost or done twice. Methods may be called from any
 * thread, also from within a {@link Completion}.
 */
public interface Counters extends AutoCloseable {
  /** The settings that decide the result, for the report. */
  SortedMap<String, String> settings();

  /**
   * The node at which a client sits.
   *
   * @param client counts from 0
   * @param everywhere whether clients are spread over all nodes; else they are all at one, and at
   *     the best if one is better
   */
  int nodeOf(int client, boolean everywhere);

  /** Adds one to the counter, at this node, and returns at once. */
  void increment(int node, int key, Completion completion);

  /** Reads the counter, linearizably, at this node; fails where it has no answer. */
  CompletionStage<Long> read(int node, int key);

  @Override
  void close();
}
