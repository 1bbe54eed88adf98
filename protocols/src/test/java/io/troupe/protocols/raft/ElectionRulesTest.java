package io.troupe.protocols.raft;

import static io.troupe.protocols.raft.ReplicaFixture.A;
import static io.troupe.protocols.raft.ReplicaFixture.B;
import static io.troupe.protocols.raft.ReplicaFixture.C;
import static io.troupe.protocols.raft.ReplicaFixture.append;
import static io.troupe.protocols.raft.ReplicaFixture.at;
import static io.troupe.protocols.raft.ReplicaFixture.leaderless;
import static io.troupe.protocols.raft.ReplicaFixture.log;
import static io.troupe.protocols.raft.ReplicaFixture.persist;
import static io.troupe.protocols.raft.ReplicaFixture.role;
import static io.troupe.protocols.raft.ReplicaFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.LogEvent.FrameAppended;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.LogEvent.VoteCast;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.RaftMessage.RequestPreVote;
import io.troupe.protocols.raft.RaftMessage.RequestVote;
import io.troupe.protocols.raft.RaftMessage.VoteReply;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("Raft-5.2")
class ElectionRulesTest {
  @Test
  void a_candidate_enters_a_new_term_votes_for_itself_and_asks_when_that_is_durable() {
    ReplicaFixture candidate = ReplicaFixture.preCandidate(log(1, 1));

    List<Output> won = candidate.receive(B, new RaftMessage.PreVoteReply(1, 2, true));
    List<Output> durable = candidate.sync();

    assertThat(won)
        .containsExactly(
            persist(2, new VoteCast(2, A)),
            leaderless(RoleKind.CANDIDATE, 2, "a quorum would vote for it"));
    assertThat(durable)
        .containsExactly(
            send(B, new RequestVote(2, at(2, 1), false)),
            send(C, new RequestVote(2, at(2, 1), false)));
  }

  @Test
  void a_quorum_of_votes_makes_a_leader_that_opens_its_term_with_a_no_op() {
    ReplicaFixture candidate = ReplicaFixture.candidate(log(1, 1));

    List<Output> outputs = candidate.receive(C, new VoteReply(2, true));

    AppendEntries first = append(2, at(2, 1), 0, Frame.noOp(2, 3));
    assertThat(outputs)
        .containsExactly(
            persist(3, new FrameAppended(Frame.noOp(2, 3))),
            role(RoleKind.LEADER, 2, A, "elected"),
            send(B, first),
            send(C, first));
  }

  @Test
  void the_same_vote_twice_is_one_vote() {
    ReplicaFixture candidate = ReplicaFixture.candidate();

    candidate.receive(B, new VoteReply(1, false));
    candidate.receive(B, new VoteReply(1, false));

    assertThat(candidate.replica.role()).isEqualTo(RoleKind.CANDIDATE);
  }

  @Test
  void a_candidate_refused_by_a_quorum_waits_as_a_follower() {
    ReplicaFixture candidate = ReplicaFixture.candidate();

    candidate.receive(B, new VoteReply(1, false));
    candidate.receive(C, new VoteReply(1, false));

    assertThat(candidate.replica.role()).isEqualTo(RoleKind.FOLLOWER);
    assertThat(candidate.term()).isEqualTo(1);
  }

  @Test
  void an_election_that_nobody_wins_starts_again_after_the_timeout() {
    ReplicaFixture candidate = ReplicaFixture.candidate();

    List<Output> outputs = candidate.tickAfterMs(600);

    assertThat(outputs)
        .containsExactly(
            send(B, new RequestPreVote(1, LogPosition.ORIGIN)),
            send(C, new RequestPreVote(1, LogPosition.ORIGIN)));
  }

  @Test
  @Tag("5.1")
  void a_candidate_asks_those_who_have_not_answered_again_after_a_heartbeat_interval() {
    ReplicaFixture candidate = ReplicaFixture.candidate();
    candidate.receive(B, new VoteReply(1, false));

    assertThat(candidate.tickAfterMs(49)).isEmpty();
    assertThat(candidate.tickAfterMs(1))
        .containsExactly(send(C, new RequestVote(1, LogPosition.ORIGIN, false)));
  }

  @Test
  void a_candidate_follows_a_leader_of_its_term() {
    ReplicaFixture candidate = ReplicaFixture.candidate();

    candidate.receive(B, append(1, LogPosition.ORIGIN, 0));

    assertThat(candidate.replica.role()).isEqualTo(RoleKind.FOLLOWER);
    assertThat(candidate.replica.leader()).contains(B);
  }

  @Test
  @Tag("I9")
  void a_vote_leaves_only_when_it_is_durable() {
    ReplicaFixture follower = ReplicaFixture.follower();

    List<Output> asked = follower.receive(B, new RequestVote(1, LogPosition.ORIGIN, false));
    List<Output> durable = follower.sync();

    assertThat(asked)
        .containsExactly(
            persist(2, new TermStarted(1), new VoteCast(1, B)),
            leaderless(RoleKind.FOLLOWER, 1, "a larger term was seen at b"));
    assertThat(durable).containsExactly(send(B, new VoteReply(1, true)));
  }

  @Test
  @Tag("I9")
  void one_vote_a_term_and_the_same_answer_to_whom_it_was_given() {
    ReplicaFixture follower = ReplicaFixture.follower(new VoteCast(3, B));

    assertThat(follower.receive(C, new RequestVote(3, LogPosition.ORIGIN, false)))
        .containsExactly(send(C, new VoteReply(3, false)));
    assertThat(follower.receive(B, new RequestVote(3, LogPosition.ORIGIN, false)))
        .containsExactly(send(B, new VoteReply(3, true)));
  }

  @Test
  @Tag("Raft-5.4.1")
  @Tag("I10")
  void a_vote_is_given_only_to_a_log_at_least_as_up_to_date() {
    assertThat(votesFor(at(3, 2))).isTrue();
    assertThat(votesFor(at(4, 2))).isTrue();
    assertThat(votesFor(at(1, 3))).isTrue();
    assertThat(votesFor(at(2, 2))).isFalse();
    assertThat(votesFor(at(9, 1))).isFalse();
    assertThat(votesFor(LogPosition.ORIGIN)).isFalse();
  }

  @Test
  void giving_a_vote_postpones_the_own_election_and_refusing_one_does_not() {
    ReplicaFixture gives = ReplicaFixture.follower(new TermStarted(1));
    ReplicaFixture refuses = ReplicaFixture.follower(new VoteCast(1, C));
    gives.pass(200);
    refuses.pass(200);

    gives.receive(B, new RequestVote(1, LogPosition.ORIGIN, false));
    refuses.receive(B, new RequestVote(1, LogPosition.ORIGIN, false));

    assertThat(gives.replica.wakeAtNanos()).isEqualTo(500 * ReplicaFixture.MS);
    assertThat(refuses.replica.wakeAtNanos()).isEqualTo(300 * ReplicaFixture.MS);
  }

  @Test
  void a_group_of_one_elects_itself_once_its_vote_is_durable() {
    ReplicaFixture alone = ReplicaFixture.alone();

    alone.tick();
    RoleKind before = alone.replica.role();
    alone.sync();

    assertThat(before).isEqualTo(RoleKind.CANDIDATE);
    assertThat(alone.replica.role()).isEqualTo(RoleKind.LEADER);
  }

  private static boolean votesFor(LogPosition candidates) {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 1, 2));
    follower.receive(B, new RequestVote(9, candidates, false));
    return follower.sync().contains(send(B, new VoteReply(9, true)));
  }
}
