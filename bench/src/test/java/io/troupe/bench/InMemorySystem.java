package io.troupe.bench;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Three "nodes" that apply in memory, on one thread; the behavior decides what goes wrong. */
final class InMemorySystem implements ReplicatedSystem {

  /** What to do with a write, on the system's own thread. */
  interface Behavior {
    void on(byte[] value, Completion completion, List<AppliedValues> nodes);
  }

  private final List<AppliedValues> nodes =
      Stream.generate(AppliedValues::new).limit(ClusterSpec.NODES).toList();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Behavior behavior;

  InMemorySystem(Behavior behavior) {
    this.behavior = behavior;
  }

  static void applyOnAll(byte[] value, List<AppliedValues> nodes) {
    nodes.forEach(node -> node.apply(ByteBuffer.wrap(value)));
  }

  @Override
  public String name() {
    return "in-memory";
  }

  @Override
  public SortedMap<String, String> settings() {
    return new TreeMap<>();
  }

  @Override
  public void write(byte[] value, Completion completion) {
    thread.execute(() -> behavior.on(value, completion, nodes));
  }

  @Override
  public List<AppliedValues> applied() {
    return nodes;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
