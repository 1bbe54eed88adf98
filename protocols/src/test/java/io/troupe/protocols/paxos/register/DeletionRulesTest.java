package io.troupe.protocols.paxos.register;

import static io.troupe.protocols.paxos.register.RegisterGroup.A;
import static io.troupe.protocols.paxos.register.RegisterGroup.B;
import static io.troupe.protocols.paxos.register.RegisterGroup.C;
import static io.troupe.protocols.paxos.register.RegisterGroup.K;
import static io.troupe.protocols.paxos.register.RegisterGroup.P;
import static io.troupe.protocols.paxos.register.RegisterGroup.Q;
import static io.troupe.protocols.paxos.register.RegisterGroup.append;
import static io.troupe.protocols.paxos.register.RegisterGroup.committed;
import static io.troupe.protocols.paxos.register.RegisterGroup.state;
import static io.troupe.protocols.paxos.register.RegisterGroup.write;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.register.RegisterGroup.Envelope;
import io.troupe.protocols.paxos.register.RegisterOutcome.Reason;
import io.troupe.protocols.paxos.register.RegisterOutcome.Rejected;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CASPaxos-3.1")
class DeletionRulesTest {
  private static final RegisterState EMPTY = RegisterState.EMPTY;

  private final RegisterGroup group = new RegisterGroup();

  @Test
  void a_deleted_register_is_empty_and_leaves_a_tombstone() {
    group.change(P, write("x"));

    RegisterOutcome deleted = group.change(P, Change.DELETE);

    assertThat(deleted).isEqualTo(committed(state("x"), EMPTY));
    assertThat(holders()).containsExactly(A, B, C);
  }

  @Test
  void a_collection_has_every_acceptor_forget_the_tombstone() {
    group.change(P, write("x"));
    group.change(P, Change.DELETE);

    RegisterOutcome collected = group.collect(Q);

    assertThat(collected).isEqualTo(committed(EMPTY, EMPTY));
    assertThat(holders()).isEmpty();
    assertThat(group.acceptors.values()).allMatch(it -> it.memory().totalBytes() == 0);
    assertThat(group.change(P, Change.READ)).isEqualTo(committed(EMPTY, EMPTY));
  }

  /** Else a change that was chosen, deleted by another and forgotten would be made again. */
  @Test
  void a_change_that_was_proposed_is_not_made_again_where_nothing_is_found() {
    Task task = new Task(1, write("x"), false, Long.MAX_VALUE);
    assertThat(task.isObscuredBy(LastAccepted.nothing())).isFalse();

    task.proposing(new Ballot(3, A, 1), new Task.Step(EMPTY, state("x")));

    assertThat(task.isObscuredBy(LastAccepted.nothing())).isTrue();
  }

  @Test
  void p33_nobody_forgets_before_every_acceptor_has_the_tombstone() {
    group.change(P, write("x"));
    group.down(C);
    group.change(P, Change.DELETE);

    long id = collectWithoutAnswer();

    assertThat(group.outcome(id))
        .contains(new Rejected(Reason.TIMED_OUT, "too few have answered in time"));
    assertThat(holders()).containsExactly(A, B, C);
    group.up(C);
    group.down(A);
    assertThat(group.change(Q, Change.READ)).isEqualTo(committed(EMPTY, EMPTY));
  }

  @Test
  void p33_a_late_message_from_before_the_deletion_does_not_bring_the_value_back() {
    group.change(P, write("x"));
    List<Envelope> late =
        group.sent.stream().filter(it -> it.message() instanceof RegisterMessage.Accept).toList();
    group.change(Q, Change.DELETE);
    group.collect(Q);

    late.forEach(group::deliver);
    group.deliverAll();

    assertThat(holders()).isEmpty();
    assertThat(group.change(Q, Change.READ)).isEqualTo(committed(EMPTY, EMPTY));
  }

  @Test
  void p33_a_proposer_with_small_ballots_cannot_write_below_a_tombstone_that_is_still_held() {
    for (int i = 0; i < 9; i++) {
      group.change(Q, write("x" + i));
    }
    group.change(Q, Change.DELETE);
    forgetAtAllBut(C);

    long id = group.ask(P, write("new"));
    group.deliverAll();
    group.passMs(10);
    group.deliverAll();

    assertThat(group.outcome(id)).contains(committed(EMPTY, state("new")));
    assertThat(group.change(Q, Change.READ)).isEqualTo(committed(state("new"), state("new")));
  }

  @Test
  void p26_a_cached_state_from_before_the_deletion_is_worth_nothing_after_it() {
    group.change(P, write("x"));
    group.down(P); // nobody tells it
    group.change(Q, Change.DELETE);
    group.collect(Q);
    group.up(P);

    long id = group.ask(P, append("y"));
    group.deliverAll();
    group.passMs(10);
    group.deliverAll();

    // It was rejected, but cannot know that nobody accepted it before all was forgotten.
    assertThat(group.outcome(id)).containsInstanceOf(RegisterOutcome.Unknown.class);
    assertThat(group.change(P, append("z"))).isEqualTo(committed(EMPTY, state("z")));
  }

  @Test
  void a_collection_that_waits_for_an_acceptor_makes_way_for_a_request() {
    group.change(P, write("x"));
    group.change(P, Change.DELETE);
    group.down(C);
    long collection = group.startCollection(P);
    long request = group.ask(P, write("y"));
    group.deliverAll();
    assertThat(group.outcome(request)).isEmpty();

    group.passMs(100);
    group.deliverAll();

    assertThat(group.outcome(collection).orElseThrow()).isInstanceOf(Rejected.class);
    assertThat(group.outcome(request)).contains(committed(EMPTY, state("y")));
    group.up(C);
    assertThat(group.change(Q, Change.READ)).isEqualTo(committed(state("y"), state("y")));
  }

  @Test
  void a_request_that_comes_while_a_collection_waits_for_an_acceptor_goes_first() {
    group.change(P, write("x"));
    group.change(P, Change.DELETE);
    group.down(C);
    group.startCollection(P);
    group.deliverAll();
    group.passMs(100);
    group.deliverAll();

    long request = group.ask(P, write("y"));
    group.deliverAll();

    assertThat(group.outcome(request)).contains(committed(EMPTY, state("y")));
  }

  @Test
  void p33_a_request_that_overtakes_the_forgetting_of_a_key_is_not_lost_to_what_is_late() {
    group.change(P, write("x"));
    group.change(P, Change.DELETE);
    group.startCollection(P);
    group.deliverOnce(); // prepare
    group.deliverOnce(); // promises
    group.deliverOnce(); // accept
    group.deliverOnce(); // accepted
    List<Envelope> erases = group.takeAll();
    erases.stream().filter(it -> it.to().equals(A)).forEach(group::deliver);
    group.takeAll();
    long request = group.ask(P, write("y"));
    group.passMs(100);
    assertThat(group.outcome(request)).isEmpty();
    group.deliverAll();
    assertThat(group.outcome(request)).contains(committed(EMPTY, state("y")));

    erases.forEach(group::deliver);
    group.deliverAll();

    for (NodeId away : List.of(A, B, C)) {
      group.down(away);
      assertThat(group.change(Q, Change.READ)).isEqualTo(committed(state("y"), state("y")));
      group.up(away);
    }
  }

  @Test
  void a_collection_is_not_disturbed_by_requests_while_all_acceptors_answer() {
    group.change(P, write("x"));
    group.change(P, Change.DELETE);
    long collection = group.startCollection(P);
    long request = group.ask(P, Change.READ);
    group.deliverAll();

    assertThat(group.outcome(collection)).contains(committed(EMPTY, EMPTY));
    assertThat(group.outcome(request)).contains(committed(EMPTY, EMPTY));
  }

  @Test
  void a_register_that_was_written_again_is_not_forgotten() {
    group.change(P, write("x"));
    group.change(P, Change.DELETE);
    group.change(Q, write("y"));

    RegisterOutcome collected = group.collect(P);

    assertThat(collected).isEqualTo(committed(state("y"), state("y")));
    assertThat(group.change(Q, Change.READ)).isEqualTo(committed(state("y"), state("y")));
  }

  @Test
  void a_request_to_forget_that_comes_late_does_not_touch_what_was_written_since() {
    group.change(P, write("x"));
    group.change(P, Change.DELETE);
    group.collect(P);
    List<Envelope> late =
        group.sent.stream().filter(it -> it.message() instanceof RegisterMessage.Erase).toList();
    group.change(P, write("y"));

    late.forEach(group::deliver);

    assertThat(group.change(Q, Change.READ)).isEqualTo(committed(state("y"), state("y")));
    assertThat(holders()).containsExactly(A, B, C);
  }

  @Test
  void i23_forgetting_a_key_forgets_no_promise() {
    group.change(P, write("x"));
    group.change(P, Change.DELETE);
    RegisterMemory memory = memory(A);
    Ballot promised = memory.of(K).promised();

    group.collect(P);

    assertThat(memory.floor().isAbove(promised)).isTrue();
    assertThat(memory.of(K).promised()).isEqualTo(memory.floor());
  }

  /** The first two steps, then the third at all acceptors but one. */
  private void forgetAtAllBut(NodeId keeper) {
    group.startCollection(Q);
    group.deliverOnce(); // prepare
    group.deliverOnce(); // promises
    group.deliverOnce(); // accept
    group.deliverOnce(); // accepted
    group.takeAll().stream().filter(it -> !it.to().equals(keeper)).forEach(group::deliver);
    group.takeAll();
    group.restart(Q, 2);
    assertThat(holders()).containsExactly(keeper);
  }

  private long collectWithoutAnswer() {
    long id = group.startCollection(P);
    group.deliverAll();
    group.passMs(1_000);
    return id;
  }

  private RegisterMemory memory(NodeId node) {
    return requireNonNull(group.acceptors.get(node)).memory();
  }

  private List<NodeId> holders() {
    return group.acceptors.keySet().stream().filter(it -> memory(it).holds(K)).toList();
  }
}
