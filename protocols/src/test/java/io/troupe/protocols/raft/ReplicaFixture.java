package io.troupe.protocols.raft;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent.FrameAppended;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.RaftMessage.AppendAccepted;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.RaftMessage.PreVoteReply;
import io.troupe.protocols.raft.RaftMessage.VoteReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replica {@code a} of the voters a, b and c, under virtual time, with a disk that makes writes
 * durable only when told to ({@link #sync}). Every random draw is 0: the election timeout is
 * exactly {@link #ELECTION_MS}.
 */
final class ReplicaFixture {
  static final NodeId A = new NodeId("a");
  static final NodeId B = new NodeId("b");
  static final NodeId C = new NodeId("c");
  static final long HEARTBEAT_MS = 50;
  static final long ELECTION_MS = 300;
  static final long MS = 1_000_000;

  final RaftReplica replica;
  private final List<Output> all = new ArrayList<>();
  private long nowNanos;
  private long issued;

  private ReplicaFixture(RaftSettings settings, List<NodeId> voters, List<LogEvent> journal) {
    PersistentState state = new PersistentState();
    journal.forEach(state::apply);
    this.replica = new RaftReplica(settings, A, Membership.of(voters), state, () -> 0L);
    record(replica.start(state.incarnation() + 1, 0));
  }

  /** A replica that was just started on this journal; its start is not durable yet. */
  static ReplicaFixture started(LogEvent... journal) {
    return started(RaftSettings.defaults(), journal);
  }

  static ReplicaFixture started(RaftSettings settings, LogEvent... journal) {
    return new ReplicaFixture(settings, List.of(A, B, C), List.of(journal));
  }

  /** A group of one, started and durable. */
  static ReplicaFixture alone(LogEvent... journal) {
    return alone(RaftSettings.defaults(), journal);
  }

  static ReplicaFixture alone(RaftSettings settings, LogEvent... journal) {
    ReplicaFixture fixture = new ReplicaFixture(settings, List.of(A), List.of(journal));
    fixture.sync();
    return fixture;
  }

  /** A follower that knows no leader, with this journal, durable. */
  static ReplicaFixture follower(LogEvent... journal) {
    return follower(RaftSettings.defaults(), journal);
  }

  static ReplicaFixture follower(RaftSettings settings, LogEvent... journal) {
    ReplicaFixture fixture = started(settings, journal);
    fixture.sync();
    return fixture;
  }

  /** A candidate that asks for pre-votes. */
  static ReplicaFixture preCandidate(LogEvent... journal) {
    ReplicaFixture fixture = follower(journal);
    fixture.tick();
    return fixture;
  }

  /** A candidate in a new term, its own vote durable. */
  static ReplicaFixture candidate(LogEvent... journal) {
    return preCandidate(journal).winPreVote();
  }

  /** A leader of a new term, its no-op durable here and sent, not acknowledged. */
  static ReplicaFixture leader(LogEvent... journal) {
    return leader(RaftSettings.defaults(), journal);
  }

  static ReplicaFixture leader(RaftSettings settings, LogEvent... journal) {
    ReplicaFixture fixture = follower(settings, journal);
    fixture.tick();
    return fixture.winPreVote().winVote();
  }

  /** A leader whose no-op, and all before it, is held by b and committed. */
  static ReplicaFixture servingLeader(LogEvent... journal) {
    return servingLeader(RaftSettings.defaults(), journal);
  }

  static ReplicaFixture servingLeader(RaftSettings settings, LogEvent... journal) {
    ReplicaFixture fixture = leader(settings, journal);
    fixture.accept(B, fixture.last().index());
    return fixture;
  }

  /** The defaults but for the bounds of the log, in bytes. */
  static RaftSettings settings(long snapshotAfter, long retained, long maxLog) {
    RaftSettings defaults = RaftSettings.defaults();
    return new RaftSettings(
        defaults.heartbeatIntervalNanos(),
        defaults.electionTimeoutNanos(),
        defaults.diskStallTimeoutNanos(),
        defaults.maxInflightFrames(),
        defaults.maxInflightBytes(),
        defaults.maxMessageBytes(),
        defaults.maxUncommittedBytes(),
        defaults.maxPendingReads(),
        snapshotAfter,
        retained,
        maxLog);
  }

  ReplicaFixture winPreVote() {
    receive(B, new PreVoteReply(term(), term() + 1, true));
    sync();
    return this;
  }

  ReplicaFixture winVote() {
    receive(B, new VoteReply(term(), true));
    sync();
    return this;
  }

  /** {@code from} holds the log durably up to {@code match}, in round 0. */
  List<Output> accept(NodeId from, long match) {
    return receive(from, new AppendAccepted(term(), 0, match));
  }

  List<Output> receive(NodeId from, RaftMessage message) {
    return receive(from, 1, message);
  }

  List<Output> receive(NodeId from, long incarnation, RaftMessage message) {
    return on(new RaftInput.Received(from, incarnation, message));
  }

  /** The outputs of an input that matter to {@code kind}. */
  <T extends Output> List<T> only(Class<T> kind, List<Output> outputs) {
    return outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** All outputs of one kind since the start, in order. */
  <T extends Output> List<T> all(Class<T> kind) {
    return only(kind, all);
  }

  /** Time goes on to the replica's next deadline. */
  List<Output> tick() {
    nowNanos = Math.max(nowNanos, replica.wakeAtNanos());
    return on(new RaftInput.Tick());
  }

  List<Output> tickAfterMs(long ms) {
    pass(ms);
    return on(new RaftInput.Tick());
  }

  void pass(long ms) {
    nowNanos += ms * MS;
  }

  /** All writes handed out so far become durable. */
  List<Output> sync() {
    return persisted(issued);
  }

  List<Output> persisted(long write) {
    return on(new RaftInput.Persisted(write));
  }

  List<Output> propose(long id, String command) {
    return on(new RaftInput.Propose(id, 1, bytes(command)));
  }

  List<Output> read(long id) {
    return on(new RaftInput.Read(id));
  }

  List<Output> transferTo(NodeId target) {
    return on(new RaftInput.TransferLeadership(Optional.of(target)));
  }

  List<Output> on(RaftInput input) {
    return record(replica.on(input, nowNanos));
  }

  private List<Output> record(List<Output> outputs) {
    for (Output.Persist persist : only(Output.Persist.class, outputs)) {
      issued = persist.write();
    }
    all.addAll(outputs);
    return outputs;
  }

  /** Number of the latest write handed out. */
  long issued() {
    return issued;
  }

  long term() {
    return replica.term();
  }

  LogPosition last() {
    return replica.log().last();
  }

  /** What the journal holds once everything handed out is durable. */
  List<LogEvent> journal() {
    List<LogEvent> events = new ArrayList<>();
    only(Output.Persist.class, all).forEach(persist -> events.addAll(persist.events()));
    return events;
  }

  /** One event that appends entry {@code index} of {@code term}. */
  static LogEvent entry(long index, long term) {
    return new FrameAppended(frame(index, term));
  }

  /** A frame of one entry, whose command is its name. */
  static Frame frame(long index, long term) {
    return Frame.commands(term, index, 1, bytes(index + "@" + term));
  }

  /** A journal with one entry for each of {@code terms}, in the last of these terms. */
  static LogEvent[] log(long... terms) {
    List<LogEvent> events = new ArrayList<>();
    long term = 0;
    for (int i = 0; i < terms.length; i++) {
      if (terms[i] > term) {
        term = terms[i];
        events.add(new TermStarted(term));
      }
      events.add(entry(i + 1, term));
    }
    return events.toArray(LogEvent[]::new);
  }

  static LogPosition at(long index, long term) {
    return new LogPosition(term, index);
  }

  static AppendEntries append(long term, LogPosition prev, long commit, Frame... frames) {
    return new AppendEntries(term, prev, List.of(frames), commit, 0);
  }

  static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  static Output send(NodeId to, RaftMessage message) {
    return new Output.Send(to, message);
  }

  static Output persist(long write, LogEvent... events) {
    return new Output.Persist(write, List.of(events));
  }

  static Output role(RoleKind role, long term, NodeId leader, String why) {
    return new Output.RoleChanged(role, term, Optional.of(leader), why);
  }

  static Output leaderless(RoleKind role, long term, String why) {
    return new Output.RoleChanged(role, term, Optional.empty(), why);
  }
}
