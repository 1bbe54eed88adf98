package io.troupe.protocols.raft;

import static io.troupe.protocols.raft.ReplicaFixture.B;
import static io.troupe.protocols.raft.ReplicaFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.protocols.raft.Output.ProposalRefused;
import io.troupe.protocols.raft.Output.TakeSnapshot;
import io.troupe.protocols.raft.RaftMessage.AppendAccepted;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.Refusal.Overloaded;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every queue has a bound, and no bound is a trap from which there is no way out. */
class BackPressureRulesTest {
  /** A frame of one character counts for 33 bytes, a no-op for 32. */
  private static final RaftSettings TINY_LOG = ReplicaFixture.settings(60, 0, 100);

  @Test
  void a_snapshot_is_asked_for_when_enough_has_been_committed() {
    ReplicaFixture leader = ReplicaFixture.servingLeader(TINY_LOG);

    List<TakeSnapshot> asked = leader.only(TakeSnapshot.class, commit(leader, 2));

    assertThat(asked).containsExactly(new TakeSnapshot(at(2, 1)));
  }

  @Test
  void only_one_snapshot_is_asked_for_at_a_time() {
    ReplicaFixture leader = ReplicaFixture.servingLeader(TINY_LOG);
    commit(leader, 2);

    assertThat(leader.only(TakeSnapshot.class, commit(leader, 3))).isEmpty();
  }

  @Test
  void a_full_log_refuses_proposals_until_it_was_compacted() {
    ReplicaFixture leader = ReplicaFixture.servingLeader(TINY_LOG);
    commit(leader, 2);
    commit(leader, 3);
    commit(leader, 4);

    List<Output> refused = leader.propose(5, "x");
    leader.on(new RaftInput.SnapshotTaken(at(4, 1)));
    List<Output> taken = leader.propose(6, "x");

    assertThat(refused).containsExactly(new ProposalRefused(5, new Overloaded("100 bytes of log")));
    assertThat(leader.only(Output.ProposalAppended.class, taken)).hasSize(1);
  }

  /** Nothing commits any more, so nothing else would ever ask for the snapshot that makes room. */
  @Test
  void a_full_log_asks_again_for_the_snapshot_that_failed_but_not_at_once() {
    ReplicaFixture leader = ReplicaFixture.servingLeader(TINY_LOG);
    commit(leader, 2);
    commit(leader, 3);
    commit(leader, 4);
    leader.on(new RaftInput.SnapshotFailed());

    List<Output> atOnce = leader.propose(5, "x");
    leader.pass(5_000);
    List<Output> later = leader.propose(6, "x");

    assertThat(leader.only(TakeSnapshot.class, atOnce)).isEmpty();
    assertThat(leader.only(TakeSnapshot.class, later)).containsExactly(new TakeSnapshot(at(4, 1)));
  }

  @Test
  void a_log_that_could_not_make_room_is_refused_as_a_setting() {
    assertThatThrownBy(() -> ReplicaFixture.settings(60, 50, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "log bytes (100) must be at least retained bytes (50) plus bytes between snapshots"
                + " (60), or a full log could never be compacted");
  }

  @Test
  void a_follower_that_does_not_answer_gets_no_more_than_its_window() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();

    long sent = 0;
    for (int i = 0; i < 1000; i++) {
      for (var send : leader.only(Output.Send.class, leader.propose(i, "x"))) {
        sent += send.to().equals(B) ? ((AppendEntries) send.message()).frames().size() : 0;
      }
    }

    assertThat(sent).isEqualTo(RaftSettings.defaults().maxInflightFrames());
  }

  private static List<Output> commit(ReplicaFixture leader, long index) {
    leader.propose(index, "x");
    leader.sync();
    return leader.receive(B, new AppendAccepted(leader.term(), 0, index));
  }
}
