package io.troupe.protocols.raft;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent.LogCompacted;
import io.troupe.protocols.raft.LogEvent.SnapshotInstalled;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a replica's roles have in common: who it is, what it remembers, and how far it has committed
 * (Figure 2, "volatile state on all servers"). One for the life of a {@link RaftReplica}.
 */
final class RaftContext {
  final RaftSettings settings;
  final NodeId self;
  final Membership membership;
  final List<NodeId> peers;
  final PersistentState state;
  final Outbox outbox;

  private final RandomGenerator random;
  private long commitIndex;
  private boolean snapshotPending;
  private String why = "started";
  private long bytesSinceSnapshot;
  private long wantedAfterNanos = Long.MIN_VALUE;

  RaftContext(
      RaftSettings settings,
      NodeId self,
      Membership membership,
      PersistentState state,
      RandomGenerator random) {
    this.settings = settings;
    this.self = self;
    this.membership = membership;
    this.peers = membership.peersOf(self);
    this.state = state;
    this.outbox = new Outbox(state);
    this.random = random;
    this.commitIndex = state.log().snapshot().index();
  }

  RaftLog log() {
    return state.log();
  }

  long term() {
    return state.term();
  }

  long commitIndex() {
    return commitIndex;
  }

  /** A wait between once and twice the election timeout (§5.2). */
  long randomElectionTimeoutNanos() {
    return settings.electionTimeoutNanos() + random.nextLong(settings.electionTimeoutNanos());
  }

  /**
   * How long this replica waits when all but {@code lost} learn of its death at once: each half a
   * heartbeat interval behind the one before it, and a little, so that the first has been elected
   * before the next would stand.
   */
  long turnNanos(NodeId lost) {
    long slot = settings.heartbeatIntervalNanos() / 2;
    long turn = membership.voters().stream().filter(v -> !v.equals(lost)).toList().indexOf(self);
    return turn * slot + random.nextLong(slot / 4 + 1);
  }

  /** Commits up to {@code index}, which ends a frame held, and hands what is new to the machine. */
  void commitTo(long index) {
    if (index <= commitIndex) {
      return;
    }
    List<Frame> committed = new ArrayList<>();
    for (var frame : log().between(commitIndex, index)) {
      committed.add(frame);
      bytesSinceSnapshot += frame.sizeBytes();
    }
    commitIndex = index;
    outbox.emit(new Output.Apply(committed));
    askForSnapshot();
  }

  /**
   * Answers a leader of an older term, which only needs to see that the term is over. Names no
   * round: the rounds of its term mean nothing in this one, and the sender may lead this term by
   * the time it gets the answer.
   */
  void answerOlderTerm(NodeId leader) {
    outbox.send(
        leader, new RaftMessage.AppendRejected(term(), 0, 0, LogPosition.ORIGIN), Awaits.TERM);
  }

  /** Says why the role is about to change. */
  void because(String reason) {
    why = reason;
  }

  String why() {
    return why;
  }

  void snapshotTaken(LogPosition position) {
    snapshotPending = false;
    if (position.index() <= log().snapshot().index()) {
      return;
    }
    bytesSinceSnapshot = 0;
    for (var frame : log().between(position.index(), commitIndex)) {
      bytesSinceSnapshot += frame.sizeBytes();
    }
    LogPosition start = log().retain(position, settings.retainedBytes());
    outbox.persist(
        new LogCompacted(position, start, state.term(), state.vote(), state.incarnation()));
    askForSnapshot();
  }

  /**
   * Not before as much again has been committed, so that a failing machine is not asked at once;
   * see {@link #wantSnapshot} for when one is needed before.
   */
  void snapshotFailed(long nowNanos) {
    snapshotPending = false;
    bytesSinceSnapshot = 0;
    wantedAfterNanos = nowNanos + settings.diskStallTimeoutNanos();
  }

  /**
   * Only a new snapshot helps: the log is full and nothing commits any more, or the last one cannot
   * be read.
   */
  void wantSnapshot(long nowNanos) {
    boolean useful = commitIndex > log().snapshot().index();
    if (useful && !snapshotPending && nowNanos >= wantedAfterNanos) {
      takeSnapshot();
    }
  }

  /** Adopts a leader's snapshot, complete and durable, that is ahead of the commit index. */
  void installSnapshot(LogPosition position) {
    boolean held = position.index() <= log().last().index() && log().contains(position);
    if (held) {
      outbox.persist(
          new LogCompacted(position, position, state.term(), state.vote(), state.incarnation()));
    } else {
      outbox.persist(
          new SnapshotInstalled(position, state.term(), state.vote(), state.incarnation()));
    }
    commitIndex = position.index();
    bytesSinceSnapshot = 0;
    outbox.emit(new Output.RestoreSnapshot(position));
  }

  private void askForSnapshot() {
    if (!snapshotPending && bytesSinceSnapshot >= settings.snapshotAfterBytes()) {
      takeSnapshot();
    }
  }

  private void takeSnapshot() {
    snapshotPending = true;
    outbox.emit(new Output.TakeSnapshot(log().before(commitIndex + 1)));
  }
}
