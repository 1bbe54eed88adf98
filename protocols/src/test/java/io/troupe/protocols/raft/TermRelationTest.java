package io.troupe.protocols.raft;

import static io.troupe.protocols.raft.ReplicaFixture.B;
import static io.troupe.protocols.raft.ReplicaFixture.C;
import static io.troupe.protocols.raft.ReplicaFixture.bytes;
import static io.troupe.protocols.raft.ReplicaFixture.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message, of a term less than, equal to and greater than the replica's, in every role. */
@Tag("Raft-5.1")
class TermRelationTest {
  private static final LogPosition END = new LogPosition(1, 1);

  private static final List<LongFunction<RaftMessage>> MESSAGES =
      List.of(
          term -> new RaftMessage.RequestPreVote(term, END),
          term -> new RaftMessage.PreVoteReply(term, term + 1, false),
          term -> new RaftMessage.RequestVote(term, END, false),
          term -> new RaftMessage.VoteReply(term, false),
          term -> new RaftMessage.AppendEntries(term, END, List.of(), 0, 0),
          term -> new RaftMessage.AppendAccepted(term, 0, 0),
          term -> new RaftMessage.AppendRejected(term, 0, 0, LogPosition.ORIGIN),
          term -> new RaftMessage.InstallSnapshot(term, END, 0, bytes("s"), true, 0),
          term -> new RaftMessage.SnapshotChunkAccepted(term, 0, END, 1),
          RaftMessage.TimeoutNow::new);

  private static final Role FOLLOWER =
      new Role("follower", RoleKind.FOLLOWER, TermRelationTest::followerOfB);
  private static final Role PRE_CANDIDATE =
      new Role(
          "pre-vote candidate", RoleKind.CANDIDATE, () -> ReplicaFixture.preCandidate(log(1, 1)));
  private static final Role CANDIDATE =
      new Role("candidate", RoleKind.CANDIDATE, () -> ReplicaFixture.candidate(log(1, 1)));
  private static final Role LEADER =
      new Role("leader", RoleKind.LEADER, () -> ReplicaFixture.servingLeader(log(1, 1)));

  record Role(String name, RoleKind kind, Supplier<ReplicaFixture> start) {}

  record Case(Role role, LongFunction<RaftMessage> message) {
    @Override
    public String toString() {
      return role.name + " gets " + message.apply(1).getClass().getSimpleName();
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Role role : List.of(FOLLOWER, PRE_CANDIDATE, CANDIDATE, LEADER)) {
      MESSAGES.forEach(message -> cases.add(new Case(role, message)));
    }
    return cases.stream();
  }

  @Test
  void every_message_is_tried() {
    assertThat(MESSAGES.stream().<Class<?>>map(message -> message.apply(1).getClass()))
        .containsExactlyInAnyOrder(RaftMessage.class.getPermittedSubclasses());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void of_an_older_term_it_changes_nothing_and_a_request_is_told_the_term(Case it) {
    ReplicaFixture replica = it.role.start.get();
    long term = replica.term();

    List<Output> outputs = replica.receive(C, it.message.apply(term - 1));

    assertThat(replica.replica.role()).isEqualTo(it.role.kind);
    assertThat(replica.term()).isEqualTo(term);
    assertThat(replica.only(Output.Persist.class, outputs)).isEmpty();
    List<Output.Send> answers = replica.only(Output.Send.class, outputs);
    assertThat(answers).hasSize(isAnswered(it.message.apply(1)) ? 1 : 0);
    assertThat(answers).allMatch(answer -> answer.message().term() == term);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void of_the_same_term_it_is_never_a_reason_for_a_new_term(Case it) {
    ReplicaFixture replica = it.role.start.get();
    long term = replica.term();
    RaftMessage message = it.message.apply(term);
    boolean breaksI1 = it.role.equals(LEADER) && isFromLeader(message);
    boolean startsElection =
        message instanceof RaftMessage.TimeoutNow
            && (it.role.equals(FOLLOWER) || it.role.equals(PRE_CANDIDATE));
    if (breaksI1) {
      assertThat(catchFrom(replica, message)).hasMessageContaining("I1");
      return;
    }

    replica.receive(B, message);

    assertThat(replica.term()).isEqualTo(startsElection ? term + 1 : term);
    if (isFromLeader(message)) {
      assertThat(replica.replica.leader()).contains(B);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void of_a_larger_term_it_makes_a_follower_unless_it_asks_on_behalf_of_no_one(Case it) {
    ReplicaFixture replica = it.role.start.get();
    long term = replica.term();
    RaftMessage message = it.message.apply(term + 5);

    replica.receive(C, message);

    boolean heldBack =
        message instanceof RaftMessage.RequestVote
            && (it.role.equals(FOLLOWER) || it.role.equals(LEADER));
    if (message instanceof RaftMessage.RequestPreVote || heldBack) {
      assertThat(replica.replica.role()).isEqualTo(it.role.kind);
      assertThat(replica.term()).isEqualTo(term);
    } else if (message instanceof RaftMessage.TimeoutNow) {
      assertThat(replica.replica.role()).isEqualTo(RoleKind.CANDIDATE);
      assertThat(replica.term()).isEqualTo(term + 6);
    } else {
      assertThat(replica.replica.role()).isEqualTo(RoleKind.FOLLOWER);
      assertThat(replica.term()).isEqualTo(term + 5);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void of_a_stranger_it_is_ignored(Case it) {
    ReplicaFixture replica = it.role.start.get();

    assertThat(replica.receive(new NodeId("stranger"), it.message.apply(99))).isEmpty();
  }

  private static Throwable catchFrom(ReplicaFixture replica, RaftMessage message) {
    return catchThrowable(() -> replica.receive(B, message));
  }

  private static ReplicaFixture followerOfB() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 2));
    follower.receive(B, new RaftMessage.AppendEntries(2, END, List.of(), 0, 0));
    return follower;
  }

  private static boolean isFromLeader(RaftMessage message) {
    return message instanceof RaftMessage.AppendEntries
        || message instanceof RaftMessage.InstallSnapshot;
  }

  private static boolean isAnswered(RaftMessage message) {
    return isFromLeader(message)
        || message instanceof RaftMessage.RequestVote
        || message instanceof RaftMessage.RequestPreVote;
  }
}
