package io.troupe.bench.troupe;

import io.troupe.actors.Group;
import io.troupe.actors.GroupStatus;
import io.troupe.actors.Outcome;
import io.troupe.actors.Troupe;
import io.troupe.bench.AppliedValues;
import io.troupe.bench.ClusterSpec;
import io.troupe.bench.Completion;
import io.troupe.bench.ReplicatedSystem;
import io.troupe.protocols.raft.RoleKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * A Troupe group on three ActorSystems over Artery TCP, with the embedded journal and fsync on. As
 * with every system here, the client sits in the leader's process.
 */
public final class TroupeGroup implements ReplicatedSystem {
  public static final String NAME = "troupe";

  /** The setting that makes it a group of three. */
  static final String VOTERS = "troupe.groups.bench.voters = [node-0, node-1, node-2]";

  private final List<AppliedValues> applied = new ArrayList<>();
  private final List<Group<ByteBuffer, ByteBuffer, ByteBuffer>> groups = new ArrayList<>();
  private final Group<ByteBuffer, ByteBuffer, ByteBuffer> leader;
  private final TroupeNodes nodes;

  private TroupeGroup(ClusterSpec spec) {
    this.nodes = new TroupeNodes(spec, VOTERS);
    for (ActorSystem<Void> system : nodes.systems()) {
      AppliedValues values = new AppliedValues();
      applied.add(values);
      groups.add(Troupe.get(system).start(ValueMachine.group(values)));
    }
    this.leader = groups.get(awaitLeader(groups));
  }

  public static ReplicatedSystem start(ClusterSpec spec) {
    return new TroupeGroup(spec);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SortedMap<String, String> settings() {
    return nodes.settings(
        List.of(
            "troupe.persistence.leveldb.journal.fsync",
            "troupe.client.max-frame-bytes",
            "troupe.client.max-writes-in-flight",
            "troupe.raft.max-message-bytes"));
  }

  @Override
  public void write(byte[] value, Completion completion) {
    leader.write(ByteBuffer.wrap(value)).thenAccept(outcome -> complete(outcome, completion));
  }

  static void complete(Outcome<ByteBuffer> outcome, Completion completion) {
    if (outcome instanceof Outcome.Committed) {
      completion.succeeded();
    } else if (outcome instanceof Outcome.Rejected<ByteBuffer> rejected) {
      completion.failed(rejected.reason() + ": " + rejected.message());
    } else if (outcome instanceof Outcome.Unknown<ByteBuffer> unknown) {
      completion.unknown(unknown.message());
    }
  }

  @Override
  public List<AppliedValues> applied() {
    return List.copyOf(applied);
  }

  @Override
  public void close() {
    nodes.close();
  }

  /** Which of these replicas leads, and has committed all it has. */
  static int awaitLeader(List<? extends Group<?, ?, ?>> groups) {
    long deadline = System.nanoTime() + TroupeNodes.PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (int node = 0; node < groups.size(); node++) {
        GroupStatus status = groups.get(node).status().toCompletableFuture().join();
        if (status.role() == RoleKind.LEADER && status.commitIndex() == status.lastIndex()) {
          return node;
        }
      }
      Thread.onSpinWait();
    }
    throw new IllegalStateException("no leader within " + TroupeNodes.PATIENCE);
  }
}
