package io.troupe.bench;

import java.util.List;
import java.util.SortedMap;

/**
 * A running replicated group of three nodes in this JVM, connected over loopback TCP, every
 * acknowledged write on stable storage of a majority.
 *
 * <p>Every node applies the committed values, in log order, to its own {@link AppliedValues}.
 */
public interface ReplicatedSystem extends AutoCloseable {

  /** The name by which {@link Systems} knows this system. */
  String name();

  /** The settings that decide the result (versions, sync, batch limits), for the report. */
  SortedMap<String, String> settings();

  /**
   * Replicates one value and returns at once. The array belongs to the system from now on.
   *
   * <p>May be called from any thread, also from within a {@link Completion}. The system calls the
   * completion exactly once, on any thread.
   */
  void write(byte[] value, Completion completion);

  /** What each node has applied so far: one element per node, the live object. */
  List<AppliedValues> applied();

  /** Stops the nodes; afterwards their directories can be opened again. */
  @Override
  void close();

  /** Starts a system; returns when it takes writes. */
  @FunctionalInterface
  interface Starter {
    ReplicatedSystem start(ClusterSpec spec);
  }
}
