package io.troupe.protocols.raft;

import static io.troupe.protocols.raft.ReplicaFixture.B;
import static io.troupe.protocols.raft.ReplicaFixture.C;
import static io.troupe.protocols.raft.ReplicaFixture.append;
import static io.troupe.protocols.raft.ReplicaFixture.at;
import static io.troupe.protocols.raft.ReplicaFixture.bytes;
import static io.troupe.protocols.raft.ReplicaFixture.frame;
import static io.troupe.protocols.raft.ReplicaFixture.leaderless;
import static io.troupe.protocols.raft.ReplicaFixture.log;
import static io.troupe.protocols.raft.ReplicaFixture.persist;
import static io.troupe.protocols.raft.ReplicaFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.LogEvent.FrameAppended;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.Output.ProposalAppended;
import io.troupe.protocols.raft.Output.ProposalRefused;
import io.troupe.protocols.raft.Output.ReadReady;
import io.troupe.protocols.raft.Output.ReadRefused;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.RaftMessage.AppendRejected;
import io.troupe.protocols.raft.Refusal.NotLeader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a leader replicates, commits and lets go. */
class LeaderRulesTest {
  @Test
  @Tag("Raft-5.3")
  void a_proposal_is_written_and_sent_in_parallel() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.accept(C, 1);

    List<Output> outputs = leader.propose(7, "x");

    Frame frame = Frame.commands(1, 2, 1, bytes("x"));
    assertThat(outputs)
        .containsExactly(
            persist(leader.issued(), new FrameAppended(frame)),
            new ProposalAppended(7, 1, 2),
            send(B, append(1, at(1, 1), 1, frame)),
            send(C, append(1, at(1, 1), 1, frame)));
  }

  @Test
  @Tag("I11")
  void the_leader_counts_itself_only_when_its_own_write_is_durable() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.propose(7, "x");

    List<Output> acknowledged = leader.accept(B, 2);
    List<Output> durable = leader.sync();

    assertThat(leader.only(Output.Apply.class, acknowledged)).isEmpty();
    assertThat(leader.only(Output.Apply.class, durable)).hasSize(1);
  }

  @Test
  @Tag("I11")
  void a_quorum_of_followers_commits_what_the_leader_has_not_made_durable_itself() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.propose(7, "x");

    leader.accept(B, 2);
    leader.accept(C, 2);

    assertThat(leader.replica.commitIndex()).isEqualTo(2);
  }

  @Test
  @Tag("Raft-5.3")
  void a_rejection_moves_the_next_attempt_to_the_hint() {
    ReplicaFixture leader = ReplicaFixture.leader(log(1, 1, 1));

    List<Output> outputs = leader.receive(C, new AppendRejected(2, 0, 3, at(1, 1)));

    assertThat(outputs).containsExactly(send(C, append(2, at(1, 1), 0, frame(2, 1))));
  }

  @Test
  @Tag("Raft-5.3")
  void a_hint_of_a_term_that_the_leader_does_not_know_skips_to_the_last_one_below_it() {
    ReplicaFixture leader = ReplicaFixture.leader(log(1, 1, 4, 4));

    List<Output> outputs = leader.receive(C, new AppendRejected(5, 0, 4, at(3, 2)));

    assertThat(outputs).containsExactly(send(C, append(5, at(2, 1), 0, frame(3, 4))));
  }

  @Test
  void a_lost_probe_is_repeated_with_the_heartbeat() {
    ReplicaFixture leader = ReplicaFixture.leader(log(1));

    List<Output> outputs = leader.tick();

    AppendEntries probe = append(2, at(1, 1), 0);
    assertThat(outputs).containsExactly(send(B, probe), send(C, probe));
  }

  @Test
  void frames_lost_on_the_way_are_found_by_the_heartbeat_and_sent_again() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.propose(7, "x");

    List<Output> beat = leader.tick();
    List<Output> again = leader.receive(B, new AppendRejected(1, 0, 2, at(1, 1)));

    Frame frame = Frame.commands(1, 2, 1, bytes("x"));
    assertThat(beat).contains(send(B, append(1, at(2, 1), 1)));
    assertThat(again).containsExactly(send(B, append(1, at(1, 1), 1, frame)));
  }

  @Test
  @Tag("diss-6.2")
  void a_leader_that_hears_from_no_quorum_steps_down_in_its_term() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();

    List<Output> outputs = leader.tickAfterMs(300);

    assertThat(outputs)
        .containsExactly(
            leaderless(RoleKind.FOLLOWER, 1, "no quorum heard within the election timeout"));
  }

  @Test
  void a_leader_whose_disk_stalls_steps_down_although_its_followers_answer() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.propose(7, "x");

    for (int beat = 0; beat < 99; beat++) {
      leader.tick();
      leader.accept(B, 2);
    }
    RoleKind before = leader.replica.role();
    List<Output> outputs = leader.tick();

    assertThat(before).isEqualTo(RoleKind.LEADER);
    assertThat(outputs).contains(leaderless(RoleKind.FOLLOWER, 1, "the own disk stalls"));
  }

  @Test
  @Tag("Raft-5.1")
  void a_leader_that_sees_a_larger_term_follows() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();

    List<Output> outputs = leader.receive(C, new AppendRejected(4, 0, 1, LogPosition.ORIGIN));

    assertThat(outputs)
        .containsExactly(
            persist(leader.issued(), new TermStarted(4)),
            leaderless(RoleKind.FOLLOWER, 4, "a larger term was seen at c"));
  }

  @Test
  void who_does_not_lead_refuses_and_names_the_leader() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1));
    follower.receive(B, append(1, at(1, 1), 0));

    assertThat(follower.propose(1, "x"))
        .containsExactly(new ProposalRefused(1, new NotLeader(Optional.of(B))));
    assertThat(follower.read(2))
        .containsExactly(new ReadRefused(List.of(2L), new NotLeader(Optional.of(B))));
  }

  @Test
  void a_group_of_one_commits_by_its_own_disk() {
    ReplicaFixture alone = ReplicaFixture.alone();
    alone.tick();
    alone.sync();
    alone.sync();
    alone.propose(1, "x");

    assertThat(alone.only(Output.Apply.class, alone.sync())).hasSize(1);
    assertThat(alone.read(2)).containsExactly(new ReadReady(List.of(2L), 2));
  }
}
