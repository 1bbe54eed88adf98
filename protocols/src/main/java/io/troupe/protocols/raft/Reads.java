package io.troupe.protocols.raft;

import io.troupe.protocols.raft.Refusal.NotLeader;
import io.troupe.protocols.raft.Refusal.Overloaded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Linearizable reads without log entries (ReadIndex, diss. §6.4). One quorum round serves all reads
 * that waited when it began; those that come meanwhile share the next. Nothing is served before an
 * entry of the own term is committed: until then the commit index may be behind what an earlier
 * leader acknowledged (etcd#7331).
 */
final class Reads {
  private final RaftContext context;
  private final Replication replication;
  private List<Long> waiting = new ArrayList<>();
  private List<Long> confirming = List.of();
  private long confirmingRound;
  private long readIndex;

  Reads(RaftContext context, Replication replication) {
    this.context = context;
    this.replication = replication;
  }

  void add(long id, boolean committedInTerm, long nowNanos) {
    int limit = context.settings.maxPendingReads();
    if (waiting.size() + confirming.size() >= limit) {
      context.outbox.emit(
          new Output.ReadRefused(List.of(id), new Overloaded(limit + " pending reads")));
      return;
    }
    waiting.add(id);
    advance(committedInTerm, nowNanos);
  }

  /** Serves what a quorum has confirmed and starts the next round if one is wanted. */
  void advance(boolean committedInTerm, long nowNanos) {
    serve();
    if (confirming.isEmpty() && !waiting.isEmpty() && committedInTerm) {
      confirming = waiting;
      waiting = new ArrayList<>();
      readIndex = context.commitIndex();
      confirmingRound = replication.startRound(nowNanos);
      serve(); // a group of one needs nobody else
    }
  }

  /** The leader steps down: nothing that waits can be served here. */
  void refuseAll() {
    List<Long> all = new ArrayList<>(confirming);
    all.addAll(waiting);
    if (!all.isEmpty()) {
      context.outbox.emit(new Output.ReadRefused(all, new NotLeader(Optional.empty())));
    }
  }

  private void serve() {
    if (!confirming.isEmpty() && replication.answeredByQuorum() >= confirmingRound) {
      context.outbox.emit(new Output.ReadReady(confirming, readIndex));
      confirming = List.of();
    }
  }
}
