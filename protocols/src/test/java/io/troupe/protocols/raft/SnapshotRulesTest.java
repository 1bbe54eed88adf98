package io.troupe.protocols.raft;

import static io.troupe.protocols.raft.ReplicaFixture.A;
import static io.troupe.protocols.raft.ReplicaFixture.B;
import static io.troupe.protocols.raft.ReplicaFixture.C;
import static io.troupe.protocols.raft.ReplicaFixture.append;
import static io.troupe.protocols.raft.ReplicaFixture.at;
import static io.troupe.protocols.raft.ReplicaFixture.bytes;
import static io.troupe.protocols.raft.ReplicaFixture.entry;
import static io.troupe.protocols.raft.ReplicaFixture.log;
import static io.troupe.protocols.raft.ReplicaFixture.persist;
import static io.troupe.protocols.raft.ReplicaFixture.role;
import static io.troupe.protocols.raft.ReplicaFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.LogEvent.LogCompacted;
import io.troupe.protocols.raft.LogEvent.SnapshotInstalled;
import io.troupe.protocols.raft.Output.SendSnapshotChunk;
import io.troupe.protocols.raft.RaftMessage.AppendAccepted;
import io.troupe.protocols.raft.RaftMessage.AppendRejected;
import io.troupe.protocols.raft.RaftMessage.InstallSnapshot;
import io.troupe.protocols.raft.RaftMessage.SnapshotChunkAccepted;
import io.troupe.protocols.raft.Vote.VotedFor;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("Raft-7")
class SnapshotRulesTest {
  private static final LogPosition FIVE = at(5, 2);

  @Test
  void a_leader_sends_its_snapshot_to_a_follower_that_lacks_what_was_compacted() {
    ReplicaFixture leader = leaderThatCompactedTo(3);

    List<Output> outputs =
        leader.receive(B, new AppendRejected(leader.term(), 0, 3, LogPosition.ORIGIN));

    assertThat(outputs).containsExactly(new SendSnapshotChunk(B, 2, at(3, 1), 0, 0));
  }

  @Test
  void a_chunk_goes_out_when_the_follower_holds_all_before_it() {
    ReplicaFixture leader = leaderSendingSnapshot();

    List<Output> next = leader.receive(B, new SnapshotChunkAccepted(2, 0, at(3, 1), 100));
    List<Output> again = leader.receive(B, new SnapshotChunkAccepted(2, 0, at(3, 1), 100));

    assertThat(next).containsExactly(new SendSnapshotChunk(B, 2, at(3, 1), 100, 0));
    assertThat(again).isEmpty();
  }

  @Test
  void a_lost_chunk_is_sent_again_after_an_election_timeout() {
    ReplicaFixture leader = leaderSendingSnapshot();
    List<SendSnapshotChunk> sent = List.of();

    for (int beat = 0; beat < 6; beat++) {
      leader.receive(C, new AppendAccepted(2, 0, 4));
      sent = leader.only(SendSnapshotChunk.class, leader.tick());
    }

    assertThat(sent).containsExactly(new SendSnapshotChunk(B, 2, at(3, 1), 0, 0));
  }

  @Test
  void a_follower_that_installed_the_snapshot_gets_the_log_that_follows() {
    ReplicaFixture leader = leaderSendingSnapshot();

    List<Output> outputs = leader.accept(B, 3);

    assertThat(outputs).first().isEqualTo(send(B, append(2, at(3, 1), 4, noOp(4, 2))));
  }

  /** The leader compacted again meanwhile: the log after the old snapshot is gone as well. */
  @Test
  void a_follower_that_installed_a_snapshot_which_is_behind_the_log_gets_the_newest() {
    ReplicaFixture leader = leaderSendingSnapshot();
    leader.propose(1, "x");
    leader.sync();
    leader.accept(C, 5);
    leader.on(new RaftInput.SnapshotTaken(FIVE));

    List<Output> outputs = leader.accept(B, 3);

    assertThat(outputs).containsExactly(new SendSnapshotChunk(B, 2, FIVE, 0, 0));
  }

  @Test
  void a_snapshot_that_was_deleted_is_replaced_by_the_newest() {
    ReplicaFixture leader = leaderSendingSnapshot();
    leader.propose(1, "x");
    leader.sync();
    leader.accept(C, 5);
    leader.on(new RaftInput.SnapshotTaken(FIVE));

    List<Output> outputs = leader.on(new RaftInput.SnapshotUnavailable(B, at(3, 1)));

    assertThat(outputs).containsExactly(new SendSnapshotChunk(B, 2, FIVE, 0, 0));
  }

  @Test
  void a_newest_snapshot_that_cannot_be_read_is_replaced_by_another() {
    ReplicaFixture leader = leaderSendingSnapshot();

    List<Output> outputs = leader.on(new RaftInput.SnapshotUnavailable(B, at(3, 1)));
    List<Output> repeated = leader.on(new RaftInput.SnapshotUnavailable(B, at(3, 1)));

    assertThat(outputs).containsExactly(new Output.TakeSnapshot(at(4, 2)));
    assertThat(repeated).isEmpty();
  }

  @Test
  void a_follower_stores_chunks_and_asks_for_what_follows() {
    ReplicaFixture follower = ReplicaFixture.follower(new LogEvent.TermStarted(2));

    List<Output> stored = follower.receive(B, chunk(0, false));
    List<Output> asked = follower.on(new RaftInput.SnapshotChunkStored(FIVE, 1, false));

    assertThat(stored)
        .containsExactly(
            new Output.StoreSnapshotChunk(FIVE, 0, bytes("s"), false),
            role(RoleKind.FOLLOWER, 2, B, "b leads"));
    assertThat(asked).containsExactly(send(B, new SnapshotChunkAccepted(2, 0, FIVE, 1)));
  }

  @Test
  void a_complete_snapshot_replaces_a_log_that_is_shorter_and_is_acknowledged_when_durable() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 1, 2));
    follower.receive(B, chunk(0, true));

    List<Output> installed = follower.on(new RaftInput.SnapshotChunkStored(FIVE, 1, true));
    List<Output> durable = follower.sync();

    assertThat(installed)
        .containsExactly(
            persist(2, new SnapshotInstalled(FIVE, 2, Vote.NOT_VOTED, 1)),
            new Output.RestoreSnapshot(FIVE));
    assertThat(durable).containsExactly(send(B, new AppendAccepted(2, 0, 5)));
    assertThat(follower.replica.commitIndex()).isEqualTo(5);
    assertThat(follower.last()).isEqualTo(FIVE);
  }

  @Test
  @Tag("I12")
  void a_snapshot_that_is_not_durable_yet_takes_back_what_the_replaced_log_made_durable() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 1, 2));
    follower.receive(B, chunk(0, true));
    follower.on(new RaftInput.SnapshotChunkStored(FIVE, 1, true));

    List<Output> outputs = follower.receive(B, append(2, FIVE, 5));

    assertThat(outputs).containsExactly(send(B, new AppendAccepted(2, 0, 0)));
  }

  @Test
  void a_complete_snapshot_leaves_the_entries_after_it_if_the_log_holds_its_position() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 1, 2, 2, 2, 2));
    follower.receive(B, chunk(0, true));

    List<Output> installed = follower.on(new RaftInput.SnapshotChunkStored(FIVE, 1, true));

    assertThat(installed)
        .containsExactly(
            persist(2, new LogCompacted(FIVE, FIVE, 2, Vote.NOT_VOTED, 1)),
            new Output.RestoreSnapshot(FIVE));
    assertThat(follower.last()).isEqualTo(at(6, 2));
  }

  @Test
  void a_snapshot_behind_the_commit_index_is_not_installed() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 1, 2, 2, 2, 2));
    follower.receive(B, append(2, at(6, 2), 6));

    List<Output> received = follower.receive(B, chunk(0, true));
    List<Output> stored = follower.on(new RaftInput.SnapshotChunkStored(FIVE, 1, true));

    assertThat(received).containsExactly(send(B, new AppendAccepted(2, 0, 6)));
    assertThat(stored).isEmpty();
    assertThat(follower.replica.commitIndex()).isEqualTo(6);
  }

  @Test
  void a_chunk_of_an_older_term_is_refused() {
    ReplicaFixture follower = ReplicaFixture.follower(log(3));

    assertThat(follower.receive(B, chunk(0, true)))
        .containsExactly(send(B, new AppendRejected(3, 0, 0, LogPosition.ORIGIN)));
  }

  @Test
  void what_is_restated_with_a_compaction_is_the_latest_vote() {
    ReplicaFixture leader = ReplicaFixture.servingLeader(log(1, 1));

    List<Output> outputs = leader.on(new RaftInput.SnapshotTaken(at(2, 1)));

    assertThat(outputs)
        .containsExactly(
            persist(
                leader.issued(),
                new LogCompacted(at(2, 1), LogPosition.ORIGIN, 2, new VotedFor(A), 1)));
  }

  private static Frame noOp(long index, long term) {
    return Frame.noOp(term, index);
  }

  private static InstallSnapshot chunk(long offset, boolean last) {
    return new InstallSnapshot(2, FIVE, offset, bytes("s"), last, 0);
  }

  /** A leader of term 2 whose snapshot covers its first {@code index} entries of term 1. */
  private static ReplicaFixture leaderThatCompactedTo(long index) {
    return ReplicaFixture.leader(
        ReplicaFixture.settings(64 << 20, 0, 256 << 20),
        new LogEvent.TermStarted(1),
        entry(1, 1),
        entry(2, 1),
        entry(3, 1),
        new LogCompacted(at(index, 1), at(index, 1), 1, Vote.NOT_VOTED, 0));
  }

  private static ReplicaFixture leaderSendingSnapshot() {
    ReplicaFixture leader = leaderThatCompactedTo(3);
    leader.receive(B, new AppendRejected(2, 0, 3, LogPosition.ORIGIN));
    leader.accept(C, 4);
    return leader;
  }
}
