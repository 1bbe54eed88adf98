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

import io.troupe.protocols.raft.LogEvent.VoteCast;
import io.troupe.protocols.raft.Output.ProposalAppended;
import io.troupe.protocols.raft.RaftMessage.RequestVote;
import io.troupe.protocols.raft.RaftMessage.TimeoutNow;
import io.troupe.protocols.raft.RaftMessage.VoteReply;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("diss-3.10")
class TransferRulesTest {
  @Test
  void the_target_is_told_to_start_when_it_holds_the_whole_log() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.propose(1, "x");

    List<Output> before = leader.transferTo(B);
    List<Output> after = leader.accept(B, 2);

    assertThat(before).isEmpty();
    assertThat(after).contains(send(B, new TimeoutNow(1)));
  }

  @Test
  void the_target_starts_an_election_at_once_and_without_pre_votes() {
    ReplicaFixture target = ReplicaFixture.follower(log(1));
    target.receive(B, append(1, at(1, 1), 0));

    List<Output> told = target.receive(B, new TimeoutNow(1));

    assertThat(told)
        .containsExactly(
            persist(2, new VoteCast(2, A)),
            leaderless(RoleKind.CANDIDATE, 2, "the leader handed over"));
    assertThat(target.sync()).contains(send(C, new RequestVote(2, at(1, 1), true)));
  }

  @Test
  void voters_do_not_hold_back_for_the_leader_that_handed_over() {
    ReplicaFixture voter = ReplicaFixture.follower(log(1));
    voter.receive(B, append(1, at(1, 1), 0));

    voter.receive(C, new RequestVote(2, at(1, 1), true));

    assertThat(voter.sync()).containsExactly(send(C, new VoteReply(2, true)));
  }

  @Test
  void a_transfer_that_does_not_succeed_in_time_gives_writes_back() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.transferTo(B);
    for (int beat = 0; beat < 6; beat++) {
      leader.accept(B, 1);
      leader.tick();
    }

    assertThat(leader.only(ProposalAppended.class, leader.propose(1, "x"))).hasSize(1);
  }

  @Test
  void an_order_of_an_older_term_is_ignored() {
    ReplicaFixture follower = ReplicaFixture.follower(log(3));

    assertThat(follower.receive(B, new TimeoutNow(2))).isEmpty();
  }
}
