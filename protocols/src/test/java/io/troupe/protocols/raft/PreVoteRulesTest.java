package io.troupe.protocols.raft;

import static io.troupe.protocols.raft.ReplicaFixture.A;
import static io.troupe.protocols.raft.ReplicaFixture.B;
import static io.troupe.protocols.raft.ReplicaFixture.C;
import static io.troupe.protocols.raft.ReplicaFixture.append;
import static io.troupe.protocols.raft.ReplicaFixture.at;
import static io.troupe.protocols.raft.ReplicaFixture.leaderless;
import static io.troupe.protocols.raft.ReplicaFixture.log;
import static io.troupe.protocols.raft.ReplicaFixture.persist;
import static io.troupe.protocols.raft.ReplicaFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.LogEvent.VoteCast;
import io.troupe.protocols.raft.RaftMessage.PreVoteReply;
import io.troupe.protocols.raft.RaftMessage.RequestPreVote;
import io.troupe.protocols.raft.RaftMessage.RequestVote;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("diss-9.6")
class PreVoteRulesTest {
  @Test
  void a_follower_that_hears_no_leader_asks_for_pre_votes_and_keeps_its_term() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 1));

    List<Output> outputs = follower.tick();

    assertThat(outputs)
        .containsExactly(
            leaderless(RoleKind.CANDIDATE, 1, "no leader heard"),
            send(B, new RequestPreVote(1, at(2, 1))),
            send(C, new RequestPreVote(1, at(2, 1))));
  }

  @Test
  void a_pre_vote_changes_nothing_at_the_voter() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 1));

    List<Output> outputs = follower.receive(B, new RequestPreVote(7, at(2, 1)));

    assertThat(outputs).containsExactly(send(B, new PreVoteReply(1, 8, true)));
    assertThat(follower.term()).isEqualTo(1);
  }

  @Test
  void a_pre_vote_is_refused_to_a_log_that_is_behind_or_an_older_term() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 1, 2));

    assertThat(follower.receive(B, new RequestPreVote(2, at(2, 1))))
        .containsExactly(send(B, new PreVoteReply(2, 3, false)));
    assertThat(follower.receive(B, new RequestPreVote(1, at(3, 2))))
        .containsExactly(send(B, new PreVoteReply(2, 2, false)));
  }

  @Test
  @Tag("diss-4.2.3")
  void nobody_is_voted_for_while_a_leader_is_heard() {
    ReplicaFixture follower = ReplicaFixture.follower(new TermStarted(1));
    follower.receive(B, append(1, LogPosition.ORIGIN, 0));
    follower.pass(299);

    assertThat(follower.receive(C, new RequestPreVote(1, LogPosition.ORIGIN)))
        .containsExactly(send(C, new PreVoteReply(1, 2, false)));
    assertThat(follower.receive(C, new RequestVote(2, LogPosition.ORIGIN, false))).isEmpty();
    assertThat(follower.term()).isEqualTo(1);
  }

  @Test
  void an_election_timeout_without_the_leader_frees_the_vote() {
    ReplicaFixture follower = ReplicaFixture.follower(new TermStarted(1));
    follower.receive(B, append(1, LogPosition.ORIGIN, 0));
    follower.pass(300);

    assertThat(follower.receive(C, new RequestPreVote(1, LogPosition.ORIGIN)))
        .containsExactly(send(C, new PreVoteReply(1, 2, true)));
  }

  @Test
  void a_leader_gives_no_pre_vote() {
    ReplicaFixture leader = ReplicaFixture.leader();

    assertThat(leader.receive(C, new RequestPreVote(5, at(9, 5))))
        .containsExactly(send(C, new PreVoteReply(1, 6, false)));
  }

  @Test
  void a_late_answer_about_another_term_does_not_count() {
    ReplicaFixture candidate = ReplicaFixture.preCandidate(log(1, 3));

    List<Output> outputs = candidate.receive(B, new PreVoteReply(2, 3, true));

    assertThat(outputs).isEmpty();
    assertThat(candidate.replica.role()).isEqualTo(RoleKind.CANDIDATE);
  }

  @Test
  void who_refused_a_pre_vote_is_asked_again_as_it_may_miss_the_leader_a_moment_later() {
    ReplicaFixture candidate = ReplicaFixture.preCandidate();
    candidate.receive(B, new PreVoteReply(0, 1, false));
    candidate.receive(C, new PreVoteReply(0, 1, false));

    assertThat(candidate.replica.role()).isEqualTo(RoleKind.CANDIDATE);
    assertThat(candidate.tickAfterMs(49)).isEmpty();
    assertThat(candidate.tickAfterMs(1))
        .containsExactly(
            send(B, new RequestPreVote(0, LogPosition.ORIGIN)),
            send(C, new RequestPreVote(0, LogPosition.ORIGIN)));
    assertThat(candidate.receive(B, new PreVoteReply(0, 1, true)))
        .contains(persist(2, new VoteCast(1, A)));
  }

  @Test
  void a_refusal_that_names_a_larger_term_brings_the_candidate_up_to_it() {
    ReplicaFixture candidate = ReplicaFixture.preCandidate();

    List<Output> outputs = candidate.receive(B, new PreVoteReply(4, 1, false));

    assertThat(outputs)
        .containsExactly(
            persist(2, new TermStarted(4)),
            leaderless(RoleKind.FOLLOWER, 4, "a larger term was seen at b"));
  }

  @Test
  void a_connection_to_the_leader_that_breaks_starts_a_pre_vote_at_once() {
    ReplicaFixture follower = ReplicaFixture.follower(new TermStarted(1));
    follower.receive(B, append(1, LogPosition.ORIGIN, 0));
    follower.pass(10);

    follower.on(new RaftInput.PeerUnreachable(B));
    List<Output> outputs = follower.tick();

    assertThat(outputs).contains(send(C, new RequestPreVote(1, LogPosition.ORIGIN)));
    assertThat(follower.replica.wakeAtNanos()).isEqualTo(60 * ReplicaFixture.MS);
  }

  @Test
  void those_who_all_see_their_leader_die_stand_one_after_the_other() {
    long slot = RaftSettings.defaults().heartbeatIntervalNanos() / 2;

    assertThat(standsAfterLosing(A, B)).isZero();
    assertThat(standsAfterLosing(A, C)).isEqualTo(slot);
    assertThat(standsAfterLosing(B, A)).isZero();
    assertThat(standsAfterLosing(B, C)).isEqualTo(slot);
  }

  @Test
  void of_two_who_stand_because_they_saw_the_leader_die_the_second_yields_to_the_first() {
    RaftReplica first = lost(C, A);
    RaftReplica second = lost(A, C);
    RequestPreVote request = new RequestPreVote(1, LogPosition.ORIGIN);
    long later = RaftSettings.defaults().heartbeatIntervalNanos();
    first.on(new RaftInput.Tick(), later);
    second.on(new RaftInput.Tick(), later);

    first.on(new RaftInput.Received(B, 1, request), later);
    List<Output> yielded = second.on(new RaftInput.Received(B, 1, request), later);

    assertThat(first.role()).isEqualTo(RoleKind.CANDIDATE);
    assertThat(yielded)
        .containsExactly(
            leaderless(RoleKind.FOLLOWER, 1, "b stands as well, and goes first"),
            send(B, new PreVoteReply(1, 2, true)));
  }

  @Test
  void a_candidate_that_waited_for_its_leader_yields_to_nobody() {
    RaftReplica candidate = lost(B, C);
    long late = 5 * RaftSettings.defaults().electionTimeoutNanos();
    candidate.on(new RaftInput.Received(B, 1, append(1, LogPosition.ORIGIN, 0)), 0);
    candidate.on(new RaftInput.Tick(), late);

    candidate.on(new RaftInput.Received(A, 1, new RequestPreVote(1, LogPosition.ORIGIN)), late);

    assertThat(candidate.role()).isEqualTo(RoleKind.CANDIDATE);
  }

  private static long standsAfterLosing(NodeId leader, NodeId self) {
    return lost(leader, self).wakeAtNanos();
  }

  private static RaftReplica lost(NodeId leader, NodeId self) {
    PersistentState state = new PersistentState();
    state.apply(new TermStarted(1));
    Membership group = Membership.of(List.of(A, B, C));
    RaftReplica follower = new RaftReplica(RaftSettings.defaults(), self, group, state, () -> 0L);
    follower.start(1, 0);
    follower.on(new RaftInput.Persisted(1), 0);
    follower.on(new RaftInput.Received(leader, 1, append(1, LogPosition.ORIGIN, 0)), 0);
    follower.on(new RaftInput.PeerUnreachable(leader), 0);
    return follower;
  }

  @Test
  void a_connection_to_another_follower_that_breaks_changes_nothing() {
    ReplicaFixture follower = ReplicaFixture.follower(new TermStarted(1));
    follower.receive(B, append(1, LogPosition.ORIGIN, 0));
    long before = follower.replica.wakeAtNanos();

    follower.on(new RaftInput.PeerUnreachable(C));

    assertThat(follower.replica.wakeAtNanos()).isEqualTo(before);
  }
}
