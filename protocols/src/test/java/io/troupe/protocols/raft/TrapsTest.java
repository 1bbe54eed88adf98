package io.troupe.protocols.raft;

import static io.troupe.protocols.raft.ReplicaFixture.A;
import static io.troupe.protocols.raft.ReplicaFixture.B;
import static io.troupe.protocols.raft.ReplicaFixture.C;
import static io.troupe.protocols.raft.ReplicaFixture.append;
import static io.troupe.protocols.raft.ReplicaFixture.at;
import static io.troupe.protocols.raft.ReplicaFixture.frame;
import static io.troupe.protocols.raft.ReplicaFixture.log;
import static io.troupe.protocols.raft.ReplicaFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.LogEvent.VoteCast;
import io.troupe.protocols.raft.Output.Apply;
import io.troupe.protocols.raft.Output.ProposalRefused;
import io.troupe.protocols.raft.Output.ReadReady;
import io.troupe.protocols.raft.RaftMessage.AppendAccepted;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.RaftMessage.AppendRejected;
import io.troupe.protocols.raft.RaftMessage.RequestVote;
import io.troupe.protocols.raft.RaftMessage.TimeoutNow;
import io.troupe.protocols.raft.Refusal.NotLeader;
import io.troupe.protocols.raft.Refusal.TransferInProgress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bugs that real systems had, by the names of docs/traps.md: those that one replica can show. */
class TrapsTest {
  @Test
  void r1_an_entry_of_an_earlier_term_is_not_committed_by_counting_replicas() {
    ReplicaFixture leader = ReplicaFixture.leader(log(1, 1));

    leader.accept(B, 2);
    leader.accept(C, 2);
    long byCounting = leader.replica.commitIndex();
    leader.accept(B, 3);

    assertThat(byCounting).isZero();
    assertThat(leader.replica.commitIndex()).isEqualTo(3);
  }

  @Test
  void r2_no_read_is_served_before_an_entry_of_the_own_term_is_committed() {
    ReplicaFixture leader = ReplicaFixture.leader(log(1, 1));

    List<Output> asked = leader.read(1);
    List<Output> answered = leader.receive(B, new AppendAccepted(2, 9, 2));

    assertThat(asked).isEmpty();
    assertThat(leader.only(ReadReady.class, answered)).isEmpty();
  }

  @Test
  void r3_answers_to_an_earlier_round_however_often_do_not_confirm_a_later_read() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.read(1);
    leader.receive(B, new AppendAccepted(1, 1, 1));
    leader.read(2);

    List<Output> late = leader.receive(B, new AppendAccepted(1, 1, 1));
    List<Output> later = leader.receive(C, new AppendAccepted(1, 1, 1));

    assertThat(leader.only(ReadReady.class, late)).isEmpty();
    assertThat(leader.only(ReadReady.class, later)).isEmpty();
  }

  @Test
  void r7_what_an_earlier_life_acknowledged_does_not_count_for_the_next() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.propose(1, "x");
    leader.accept(B, 2); // durable at b's first life; the leader's own disk has not confirmed it

    leader.receive(B, 2, new AppendRejected(1, 0, 2, LogPosition.ORIGIN));
    leader.accept(B, 2); // from its first life, delivered late
    leader.sync();

    assertThat(leader.replica.commitIndex()).isEqualTo(1);
  }

  @Test
  void r10_a_vote_is_not_answered_before_it_is_durable() {
    ReplicaFixture voter = ReplicaFixture.follower();

    List<Output> asked = voter.receive(B, new RequestVote(1, LogPosition.ORIGIN, false));
    List<Output> again = voter.receive(B, new RequestVote(1, LogPosition.ORIGIN, false));

    assertThat(voter.only(Output.Send.class, asked)).isEmpty();
    assertThat(voter.only(Output.Send.class, again)).isEmpty();
  }

  @Test
  void r10_a_candidate_asks_for_no_vote_before_its_own_is_durable() {
    ReplicaFixture candidate = ReplicaFixture.preCandidate();

    List<Output> won = candidate.receive(B, new RaftMessage.PreVoteReply(0, 1, true));

    assertThat(candidate.only(Output.Send.class, won)).isEmpty();
  }

  @Test
  void r10_an_earlier_write_that_becomes_durable_does_not_make_the_own_vote_count() {
    ReplicaFixture alone = ReplicaFixture.alone(log(1));
    alone.tick(); // the vote is write 2; the start was write 1

    alone.persisted(1);
    RoleKind before = alone.replica.role();
    alone.persisted(2);

    assertThat(before).isEqualTo(RoleKind.CANDIDATE);
    assertThat(alone.replica.role()).isEqualTo(RoleKind.LEADER);
  }

  @Test
  void r11_a_leader_that_steps_down_keeps_its_vote() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.tickAfterMs(300);

    List<Output> outputs = leader.receive(C, new RequestVote(1, at(9, 1), false));

    assertThat(outputs).containsExactly(send(C, new RaftMessage.VoteReply(1, false)));
  }

  @Test
  void r11_a_vote_survives_a_restart() {
    ReplicaFixture voter = ReplicaFixture.follower(new VoteCast(3, B));

    assertThat(voter.receive(C, new RequestVote(3, at(9, 2), false)))
        .containsExactly(send(C, new RaftMessage.VoteReply(3, false)));
  }

  @Test
  void r12_an_acknowledgement_names_no_more_than_the_request_covered() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 1, 2, 2));

    follower.receive(B, append(3, at(1, 1), 0));

    assertThat(follower.sync()).containsExactly(send(B, new AppendAccepted(3, 0, 1)));
  }

  @Test
  void r12_a_stale_refusal_takes_nothing_back_from_what_is_known_to_match() {
    ReplicaFixture leader = ReplicaFixture.servingLeader(log(1, 1, 1));

    List<Output> outputs = leader.receive(B, new AppendRejected(2, 0, 3, LogPosition.ORIGIN));

    assertThat(outputs).isEmpty();
  }

  @Test
  void r12_an_old_shorter_request_truncates_nothing() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 1, 1));

    follower.receive(B, append(1, LogPosition.ORIGIN, 0, frame(1, 1)));

    assertThat(follower.last()).isEqualTo(at(3, 1));
  }

  @Test
  void r13_nothing_is_acknowledged_before_it_is_durable() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1));

    List<Output> outputs = follower.receive(B, append(1, at(1, 1), 0, frame(2, 1)));

    assertThat(follower.only(Output.Send.class, outputs)).isEmpty();
  }

  @Test
  void r16_a_conflict_truncates_exactly_from_the_first_entry_that_differs() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 1, 2, 2));

    follower.receive(B, append(3, at(1, 1), 0, frame(2, 1), frame(3, 3)));

    assertThat(follower.replica.log().frames())
        .containsExactly(frame(1, 1), frame(2, 1), frame(3, 3));
  }

  @Test
  void r18_a_deposed_leader_appends_nothing_in_the_new_term() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.receive(C, new AppendRejected(5, 0, 1, LogPosition.ORIGIN));

    assertThat(leader.propose(1, "x"))
        .containsExactly(new ProposalRefused(1, new NotLeader(Optional.empty())));
    assertThat(leader.last()).isEqualTo(at(1, 1));
  }

  @Test
  void r23_a_request_that_is_rejected_postpones_the_election_too() {
    ReplicaFixture follower = ReplicaFixture.follower(new TermStarted(1));
    follower.pass(200);

    follower.receive(B, append(1, at(7, 1), 0));

    assertThat(follower.replica.wakeAtNanos()).isEqualTo(500 * ReplicaFixture.MS);
  }

  @Test
  void r24_no_write_is_taken_during_a_transfer_and_heartbeats_do_not_abort_it() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.transferTo(B);
    leader.tick();

    assertThat(leader.propose(1, "x"))
        .containsExactly(new ProposalRefused(1, new TransferInProgress(B)));
  }

  @Test
  void r24_the_heartbeat_of_the_old_leader_does_not_abort_the_targets_election() {
    ReplicaFixture target = ReplicaFixture.follower(log(1));
    target.receive(B, append(1, at(1, 1), 0));
    target.receive(B, new TimeoutNow(1));

    target.receive(B, append(1, at(1, 1), 0));

    assertThat(target.replica.role()).isEqualTo(RoleKind.CANDIDATE);
    assertThat(target.term()).isEqualTo(2);
  }

  @Test
  void r25_a_late_acknowledgement_does_not_move_match_or_next_backwards() {
    ReplicaFixture leader = ReplicaFixture.servingLeader(log(1, 1, 1));

    List<Output> late = leader.accept(B, 1);
    List<Output> next = leader.propose(1, "x");

    assertThat(leader.only(Output.Send.class, late)).isEmpty();
    assertThat(leader.only(Output.Send.class, next))
        .anyMatch(
            sent ->
                sent.to().equals(B)
                    && sent.message() instanceof AppendEntries request
                    && request.prev().equals(at(4, 2)));
  }

  @Test
  void r27_a_single_replica_that_restarted_reads_only_what_it_has_committed_again() {
    ReplicaFixture alone = ReplicaFixture.alone(log(1, 1));
    alone.tick();
    alone.sync();

    List<Output> asked = alone.read(1);
    List<Output> durable = alone.sync();

    assertThat(alone.only(ReadReady.class, asked)).isEmpty();
    assertThat(durable).contains(new ReadReady(List.of(1L), 3));
  }

  /** Half of an asymmetric partition: it is heard, and hears nobody. */
  @Test
  void r32_a_leader_that_is_heard_but_hears_nobody_makes_way() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    for (int beat = 0; beat < 6; beat++) {
      leader.tick();
    }

    assertThat(leader.replica.role()).isEqualTo(RoleKind.FOLLOWER);
  }

  @Test
  void r33_all_of_earlier_terms_is_applied_before_the_first_read_is_served() {
    ReplicaFixture leader = ReplicaFixture.leader(log(1, 1));
    leader.read(1);

    List<Output> committed = leader.accept(B, 3);
    List<Output> confirmed = leader.receive(B, new AppendAccepted(2, 1, 3));

    assertThat(leader.only(Apply.class, committed).get(0).frames()).hasSize(3);
    assertThat(leader.only(ReadReady.class, committed)).isEmpty();
    assertThat(confirmed).contains(new ReadReady(List.of(1L), 3));
  }

  @Test
  void r33_nobody_is_told_of_a_leader_whose_term_is_not_durable() {
    ReplicaFixture candidate = ReplicaFixture.preCandidate();
    candidate.receive(B, new RaftMessage.PreVoteReply(0, 1, true));
    candidate.receive(B, new RaftMessage.VoteReply(1, true));

    assertThat(candidate.replica.role()).isEqualTo(RoleKind.CANDIDATE);
    assertThat(candidate.replica.leader()).isNotEqualTo(Optional.of(A));
  }
}
