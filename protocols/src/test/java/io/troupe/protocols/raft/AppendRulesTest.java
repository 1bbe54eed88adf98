package io.troupe.protocols.raft;

import static io.troupe.protocols.raft.ReplicaFixture.B;
import static io.troupe.protocols.raft.ReplicaFixture.C;
import static io.troupe.protocols.raft.ReplicaFixture.append;
import static io.troupe.protocols.raft.ReplicaFixture.at;
import static io.troupe.protocols.raft.ReplicaFixture.entry;
import static io.troupe.protocols.raft.ReplicaFixture.frame;
import static io.troupe.protocols.raft.ReplicaFixture.log;
import static io.troupe.protocols.raft.ReplicaFixture.persist;
import static io.troupe.protocols.raft.ReplicaFixture.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.LogEvent.SuffixTruncated;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.RaftMessage.AppendAccepted;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.RaftMessage.AppendRejected;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a follower makes of AppendEntries. */
@Tag("Raft-5.3")
class AppendRulesTest {
  @Test
  @Tag("I12")
  void entries_are_acknowledged_when_they_are_durable() {
    ReplicaFixture follower = following(log(1));

    List<Output> received = follower.receive(B, append(1, at(1, 1), 0, frame(2, 1)));
    List<Output> durable = follower.sync();

    assertThat(received).containsExactly(persist(2, entry(2, 1)));
    assertThat(durable).containsExactly(send(B, new AppendAccepted(1, 0, 2)));
  }

  @Test
  @Tag("I12")
  void a_heartbeat_is_answered_at_once_but_only_for_what_is_durable() {
    ReplicaFixture follower = following(log(1));
    follower.receive(B, append(1, at(1, 1), 0, frame(2, 1)));

    assertThat(follower.receive(B, new AppendEntries(1, at(2, 1), List.of(), 0, 7)))
        .containsExactly(send(B, new AppendAccepted(1, 7, 1)));
  }

  @Test
  void a_missing_predecessor_is_answered_with_the_end_of_the_log() {
    ReplicaFixture follower = following(log(1, 1));

    assertThat(follower.receive(B, append(1, at(7, 1), 0, frame(8, 1))))
        .containsExactly(send(B, new AppendRejected(1, 0, 7, at(2, 1))));
  }

  @Test
  void a_conflicting_predecessor_is_answered_with_what_is_before_its_term() {
    ReplicaFixture follower = following(log(1, 1, 2, 2, 2));

    assertThat(follower.receive(B, append(3, at(4, 3), 0)))
        .contains(persist(2, new TermStarted(3)));
    assertThat(follower.sync()).containsExactly(send(B, new AppendRejected(3, 0, 4, at(2, 1))));
  }

  @Test
  void a_conflicting_entry_goes_with_all_that_follow_it() {
    ReplicaFixture follower = following(log(1, 1, 2, 2, 3));

    List<Output> outputs = follower.receive(B, append(3, at(2, 1), 0, frame(3, 3)));

    assertThat(outputs).startsWith(persist(2, new SuffixTruncated(3), entry(3, 3)));
    assertThat(follower.last()).isEqualTo(at(3, 3));
  }

  @Test
  void entries_that_are_held_are_left_alone_with_all_that_follow_them() {
    ReplicaFixture follower = following(log(1, 1, 1));

    List<Output> outputs = follower.receive(B, append(1, at(1, 1), 0, frame(2, 1)));

    assertThat(outputs).containsExactly(send(B, new AppendAccepted(1, 0, 2)));
    assertThat(follower.last()).isEqualTo(at(3, 1));
  }

  @Test
  void the_commit_index_moves_no_further_than_the_message_reaches() {
    ReplicaFixture follower = following(log(1, 1, 1));

    List<Output> outputs = follower.receive(B, append(1, at(2, 1), 3));

    assertThat(outputs)
        .containsExactly(
            new Output.Apply(List.of(frame(1, 1), frame(2, 1))),
            send(B, new AppendAccepted(1, 0, 2)));
  }

  @Test
  @Tag("I7")
  void an_older_commit_index_takes_nothing_back() {
    ReplicaFixture follower = following(log(1, 1, 1));
    follower.receive(B, append(1, at(3, 1), 3));

    List<Output> outputs = follower.receive(B, append(1, at(3, 1), 1));

    assertThat(follower.only(Output.Apply.class, outputs)).isEmpty();
    assertThat(follower.replica.commitIndex()).isEqualTo(3);
  }

  @Test
  @Tag("I13")
  void replacing_a_committed_entry_is_a_broken_invariant() {
    ReplicaFixture follower = following(log(1, 1));
    follower.receive(B, append(1, at(2, 1), 2));

    assertThatThrownBy(() -> follower.receive(B, append(2, at(1, 1), 0, frame(2, 2))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("I13");
  }

  @Test
  @Tag("I1")
  void two_leaders_in_a_term_are_a_broken_invariant() {
    ReplicaFixture follower = following(log(1));

    assertThatThrownBy(() -> follower.receive(C, append(1, at(1, 1), 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("two leaders in term 1: b and c");
  }

  @Test
  void an_acknowledgement_is_dropped_if_the_term_moves_on_before_it_is_true() {
    ReplicaFixture follower = following(log(1));
    follower.receive(B, append(1, at(1, 1), 0, frame(2, 1)));
    follower.receive(C, append(2, at(1, 1), 0, frame(2, 2)));

    assertThat(follower.sync()).containsExactly(send(C, new AppendAccepted(2, 0, 2)));
  }

  @Test
  void what_was_truncated_before_it_was_durable_is_not_counted_as_durable() {
    ReplicaFixture follower = following(log(1));
    follower.receive(B, append(1, at(1, 1), 0, frame(2, 1), frame(3, 1)));
    long written = follower.issued();
    follower.receive(C, append(2, at(1, 1), 0, frame(2, 2)));
    follower.persisted(written);

    follower.receive(C, new AppendEntries(2, at(2, 2), List.of(), 0, 1));

    assertThat(follower.sync())
        .containsExactly(
            send(C, new AppendAccepted(2, 0, 2)), send(C, new AppendAccepted(2, 1, 1)));
  }

  /** A follower of b, in the last term of {@code journal}. */
  private static ReplicaFixture following(LogEvent... journal) {
    ReplicaFixture follower = ReplicaFixture.follower(journal);
    follower.receive(B, new AppendEntries(follower.term(), LogPosition.ORIGIN, List.of(), 0, 0));
    return follower;
  }
}
