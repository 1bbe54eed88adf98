package io.troupe.protocols.raft;

import static io.troupe.protocols.raft.ReplicaFixture.B;
import static io.troupe.protocols.raft.ReplicaFixture.C;
import static io.troupe.protocols.raft.ReplicaFixture.at;
import static io.troupe.protocols.raft.ReplicaFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.Output.ReadReady;
import io.troupe.protocols.raft.Output.ReadRefused;
import io.troupe.protocols.raft.RaftMessage.AppendAccepted;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.RaftMessage.AppendRejected;
import io.troupe.protocols.raft.Refusal.NotLeader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("diss-6.4")
@Tag("I18")
class ReadRulesTest {
  @Test
  void a_read_is_served_after_a_quorum_answered_a_round_that_began_after_it() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();

    List<Output> asked = leader.read(1);
    List<Output> answered = leader.receive(B, new AppendAccepted(1, 1, 1));

    assertThat(asked)
        .containsExactly(
            send(B, new AppendEntries(1, at(1, 1), List.of(), 1, 1)),
            send(C, new AppendEntries(1, LogPosition.ORIGIN, List.of(), 1, 1)));
    assertThat(answered).containsExactly(new ReadReady(List.of(1L), 1));
  }

  @Test
  void reads_that_come_during_a_round_share_the_next() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.read(1);
    leader.read(2);
    leader.read(3);

    List<Output> first = leader.receive(B, new AppendAccepted(1, 1, 1));
    List<Output> second = leader.receive(B, new AppendAccepted(1, 2, 1));

    assertThat(leader.only(ReadReady.class, first)).containsExactly(new ReadReady(List.of(1L), 1));
    assertThat(leader.only(ReadReady.class, second))
        .containsExactly(new ReadReady(List.of(2L, 3L), 1));
  }

  @Test
  void a_refusal_in_the_own_term_proves_leadership_as_well() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.read(1);

    List<Output> outputs = leader.receive(C, new AppendRejected(1, 1, 0, LogPosition.ORIGIN));

    assertThat(outputs).containsExactly(new ReadReady(List.of(1L), 1));
  }

  /** Found by simulation: rounds restart in each term, so a round says nothing in another. */
  @Test
  void an_answer_to_a_round_of_an_earlier_term_names_no_round_of_this_one() {
    ReplicaFixture follower = ReplicaFixture.follower();
    follower.receive(C, new AppendEntries(3, LogPosition.ORIGIN, List.of(), 0, 1));
    follower.sync();

    List<Output> late =
        follower.receive(B, new AppendEntries(1, LogPosition.ORIGIN, List.of(), 0, 11));

    assertThat(late).contains(send(B, new AppendRejected(3, 0, 0, LogPosition.ORIGIN)));
  }

  @Test
  void an_answer_to_a_round_that_was_not_started_confirms_no_read() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.receive(B, new AppendRejected(1, 11, 0, LogPosition.ORIGIN));

    assertThat(leader.only(ReadReady.class, leader.read(1))).isEmpty();
  }

  @Test
  void reads_are_refused_when_leadership_is_lost() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.read(1);
    leader.read(2);

    assertThat(leader.tickAfterMs(300))
        .contains(new ReadRefused(List.of(1L, 2L), new NotLeader(Optional.empty())));
  }
}
