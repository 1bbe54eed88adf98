package io.troupe.bench.troupe;

import io.troupe.actors.Group;
import io.troupe.actors.Outcome;
import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.Troupe;
import io.troupe.bench.ClusterSpec;
import io.troupe.bench.Completion;
import io.troupe.bench.Values;
import io.troupe.bench.register.Counters;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/** All counters in one group of Raft. A command is as large as a register's value. */
public final class GroupCounters implements Counters {
  private final TroupeNodes nodes;
  private final List<Group<ByteBuffer, ByteBuffer, ByteBuffer>> groups;
  private final int leader;
  private final int valueBytes;

  private GroupCounters(ClusterSpec spec, int valueBytes) {
    this.valueBytes = valueBytes;
    this.nodes = new TroupeNodes(spec, TroupeGroup.VOTERS);
    this.groups =
        nodes.systems().stream()
            .map(
                it ->
                    Troupe.get(it)
                        .start(
                            ReplicatedGroup.of(
                                "bench",
                                CountingMachine::new,
                                ValueMachine.BYTES,
                                ValueMachine.BYTES,
                                ValueMachine.BYTES)))
            .toList();
    this.leader = TroupeGroup.awaitLeader(groups);
  }

  public static Counters start(ClusterSpec spec, int valueBytes) {
    return new GroupCounters(spec, valueBytes);
  }

  @Override
  public SortedMap<String, String> settings() {
    return nodes.settings(List.of("troupe.persistence.leveldb.journal.fsync"));
  }

  @Override
  public int nodeOf(int client, boolean everywhere) {
    return everywhere ? client % ClusterSpec.NODES : leader;
  }

  @Override
  public void increment(int node, int key, Completion completion) {
    groups
        .get(node)
        .write(ByteBuffer.wrap(Values.encode(key, valueBytes)))
        .thenAccept(outcome -> TroupeGroup.complete(outcome, completion));
  }

  @Override
  public CompletionStage<Long> read(int node, int key) {
    return groups
        .get(node)
        .read(CountingMachine.number(key))
        .thenApply(
            outcome -> {
              if (outcome instanceof Outcome.Committed<ByteBuffer> committed) {
                return committed.reply().getLong(0);
              }
              throw new IllegalStateException(outcome.toString());
            });
  }

  @Override
  public void close() {
    nodes.close();
  }
}
