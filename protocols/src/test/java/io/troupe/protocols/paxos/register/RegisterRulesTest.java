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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.protocols.paxos.register.RegisterOutcome.Reason;
import io.troupe.protocols.paxos.register.RegisterOutcome.Rejected;
import io.troupe.protocols.paxos.register.RegisterOutcome.Unknown;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CASPaxos-2.2")
class RegisterRulesTest {
  private static final RegisterState EMPTY = RegisterState.EMPTY;

  private final RegisterGroup group = new RegisterGroup();

  @Test
  void a_change_is_applied_to_the_state_that_a_quorum_reports() {
    RegisterOutcome first = group.change(P, append("x"));
    RegisterOutcome second = group.change(Q, append("y"));

    assertThat(first).isEqualTo(committed(EMPTY, state("x")));
    assertThat(second).isEqualTo(committed(state("x"), state("xy")));
  }

  @Test
  void a_read_goes_through_both_phases_and_changes_nothing() {
    group.change(P, write("x"));

    RegisterOutcome read = group.change(Q, Change.READ);

    assertThat(read).isEqualTo(committed(state("x"), state("x")));
    assertThat(group.sent)
        .filteredOn(it -> it.from().equals(Q))
        .extracting(it -> it.message().getClass().getSimpleName())
        .contains("Prepare", "Accept");
  }

  @Test
  void p19_a_comparison_that_fails_is_decided_by_a_round_that_changes_nothing() {
    group.change(P, write("x"));
    int before = accepts();

    RegisterOutcome failed = group.change(Q, Change.compareAndSet(state("no"), state("y")));
    RegisterOutcome done = group.change(Q, Change.compareAndSet(state("x"), state("y")));

    assertThat(failed).isEqualTo(committed(state("x"), state("x")));
    assertThat(done).isEqualTo(committed(state("x"), state("y")));
    assertThat(accepts() - before).isEqualTo(6);
  }

  @Test
  void keys_have_nothing_to_do_with_each_other() {
    RegisterKey other = new RegisterKey("other");
    group.change(P, write("x"));
    long id = group.ask(Q, other, Change.READ);
    group.deliverAll();

    assertThat(group.outcome(id)).contains(committed(EMPTY, EMPTY));
  }

  @Test
  void requests_for_one_key_at_one_proposer_are_done_in_turn() {
    long first = group.ask(P, append("x"));
    long second = group.ask(P, append("y"));
    group.deliverAll();

    assertThat(group.outcome(first)).contains(committed(EMPTY, state("x")));
    assertThat(group.outcome(second)).contains(committed(state("x"), state("xy")));
    assertThat(proposer().pending()).isZero();
    assertThat(proposer().wakeAtNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @Tag("CASPaxos-2.2.1")
  void a_proposer_that_nobody_disturbs_needs_one_round_trip() {
    group.change(P, append("x"));
    group.sent.clear();

    RegisterOutcome second = group.change(P, append("y"));

    assertThat(second).isEqualTo(committed(state("x"), state("xy")));
    assertThat(group.sent).hasSize(6);
    assertThat(group.sent.subList(0, 3))
        .allMatch(it -> it.message() instanceof RegisterMessage.Accept);
  }

  @Test
  @Tag("CASPaxos-2.2.1")
  void a_promise_in_hand_is_worth_nothing_once_another_has_changed_the_register() {
    group.change(P, append("x"));
    group.down(P); // nobody tells it
    group.change(Q, append("y"));
    group.up(P);

    long third = group.ask(P, append("z"));
    group.deliverAll();
    group.passMs(10);
    group.deliverAll();

    assertThat(group.outcome(third)).contains(committed(state("xy"), state("xyz")));
  }

  @Test
  @Tag("CASPaxos-2.2.1")
  void whoever_was_promised_a_ballot_is_told_when_another_overrules_it_and_does_not_propose_it() {
    group.change(P, append("x"));
    group.change(Q, append("y"));
    group.sent.clear();

    RegisterOutcome third = group.change(P, append("z"));

    assertThat(third).isEqualTo(committed(state("xy"), state("xyz")));
    assertThat(group.sent.subList(0, 3))
        .allMatch(it -> it.message() instanceof RegisterMessage.Prepare);
  }

  @Test
  void a_change_that_every_acceptor_has_refused_is_done_again_however_often_another_made_one() {
    group.change(P, append("x"));
    group.down(P);
    for (int i = 0; i < 3 * HeldKey.MAX_EARLIER; i++) {
      group.change(Q, write("y" + i));
    }
    group.change(Q, write("y"));
    group.up(P);

    assertThat(group.change(P, append("z"))).isEqualTo(committed(state("y"), state("yz")));
  }

  @Test
  void p33_a_change_that_was_proposed_and_is_found_again_is_finished_and_not_done_twice() {
    long id = group.ask(P, append("x"));
    group.deliverOnce(); // prepare
    group.deliverOnce(); // promises
    group.takeAll().stream().filter(it -> it.to().equals(A)).forEach(group::deliver);
    group.takeAll();
    interruptAtAll(); // all promise q, only a has accepted
    group.passMs(100);
    group.deliverAll();
    group.passMs(10);
    group.deliverAll();

    assertThat(group.outcome(id)).contains(committed(EMPTY, state("x")));
    assertThat(group.change(P, Change.READ)).isEqualTo(committed(state("x"), state("x")));
  }

  @Test
  void p33_a_change_that_another_may_have_carried_on_is_unknown_and_not_done_twice() {
    RegisterGroup group = RegisterGroup.withoutStickiness(); // so that q's ballot is the larger one
    long id = group.ask(P, append("x"));
    group.deliverOnce();
    group.deliverOnce();
    group.takeAll().stream().filter(it -> it.to().equals(A)).forEach(group::deliver);
    group.takeAll();
    group.change(Q, append("y"));
    group.passMs(100);
    group.deliverAll();
    group.passMs(10);
    group.deliverAll();

    assertThat(group.outcome(id).orElseThrow()).isInstanceOf(Unknown.class);
    assertThat(group.change(Q, Change.READ)).isEqualTo(committed(state("xy"), state("xy")));
  }

  @Test
  void a_change_that_every_acceptor_has_refused_for_good_is_done_again() {
    long id = group.ask(P, append("x"));
    group.deliverOnce();
    group.deliverOnce();
    List<RegisterGroup.Envelope> accepts = group.takeAll();
    group.change(Q, append("y"));
    accepts.forEach(group::deliver);
    group.deliverAll();
    group.passMs(10);
    group.deliverAll();

    assertThat(group.outcome(id)).contains(committed(state("y"), state("yx")));
  }

  @Test
  void p20_without_a_quorum_a_change_that_was_not_proposed_is_rejected_in_time() {
    group.down(A);
    group.down(B);
    long id = group.ask(P, write("x"));
    group.deliverAll();
    group.passMs(999);
    assertThat(group.outcome(id)).isEmpty();

    group.passMs(1);

    assertThat(group.outcome(id))
        .contains(new Rejected(Reason.TIMED_OUT, "too few have answered in time"));
  }

  @Test
  void p20_without_a_quorum_a_change_that_was_proposed_is_unknown_in_time() {
    long id = group.ask(P, write("x"));
    group.deliverOnce();
    group.deliverOnce();
    group.takeAll();
    group.passMs(1_000);

    assertThat(group.outcome(id).orElseThrow()).isInstanceOf(Unknown.class);
  }

  @Test
  void more_requests_than_may_be_pending_are_rejected() {
    for (int i = 0; i < 4; i++) {
      group.ask(P, append("x"));
    }
    long fifth = group.ask(P, append("y"));

    assertThat(group.outcome(fifth).orElseThrow())
        .isInstanceOfSatisfying(
            Rejected.class, it -> assertThat(it.reason()).isEqualTo(Reason.OVERLOADED));
  }

  @Test
  void a_value_that_is_too_large_and_a_change_that_throws_are_rejected() {
    RegisterOutcome large = group.change(P, write("x".repeat(101)));
    RegisterOutcome throwing =
        group.change(
            P,
            state -> {
              throw new IllegalArgumentException("no");
            });

    assertThat(((Rejected) large).reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(((Rejected) throwing).reason()).isEqualTo(Reason.FAILED);
    assertThat(group.change(P, Change.READ)).isEqualTo(committed(EMPTY, EMPTY));
  }

  @Test
  void acceptors_that_are_full_refuse_new_keys_and_still_change_and_delete_old_ones() {
    for (String key : List.of("k", "l", "m")) {
      group.ask(P, new RegisterKey(key), write("x"));
    }
    group.deliverAll();
    long fourth = group.ask(P, new RegisterKey("n"), write("x"));
    group.deliverAll();

    assertThat(((Rejected) group.outcome(fourth).orElseThrow()).reason()).isEqualTo(Reason.FULL);
    assertThat(group.change(P, write("y"))).isEqualTo(committed(state("x"), state("y")));
    assertThat(group.change(P, Change.DELETE)).isEqualTo(committed(state("y"), EMPTY));
  }

  @Test
  void a_compacted_journal_recovers_what_was_promised_and_accepted() {
    group.change(P, write("x"));
    group.change(P, Change.DELETE);
    group.collect(P);
    group.change(Q, write("y"));
    RegisterMemory memory = acceptor().memory();

    RegisterMemory compacted = new RegisterMemory();
    memory.events().forEach(compacted::apply);

    assertThat(compacted.of(K)).isEqualTo(memory.of(K));
    assertThat(compacted.floor()).isEqualTo(memory.floor());
    assertThat(compacted.totalBytes()).isEqualTo(memory.totalBytes());
    assertThat(compacted.events()).isEqualTo(memory.events());
  }

  @Test
  void a_journal_that_erases_what_is_not_held_is_damaged() {
    assertThatThrownBy(() -> new RegisterMemory().apply(new RegisterEvent.Erased(K)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void what_was_accepted_is_confirmed_again_although_more_was_promised_with_it() {
    group.change(P, write("x"));
    RegisterGroup.Envelope accept =
        group.sent.stream()
            .filter(it -> it.to().equals(B) && it.message() instanceof RegisterMessage.Accept)
            .findFirst()
            .orElseThrow();
    group.sent.clear();

    group.deliver(accept);

    assertThat(group.sent)
        .singleElement()
        .extracting(RegisterGroup.Envelope::message)
        .isInstanceOf(RegisterMessage.Accepted.class);
  }

  private void interruptAtAll() {
    group.ask(Q, Change.READ);
    List<RegisterGroup.Envelope> prepares = group.takeAll();
    prepares.forEach(group::deliver);
    group.takeAll();
    group.restart(Q, 2);
  }

  private RegisterProposer proposer() {
    return requireNonNull(group.proposers.get(P));
  }

  private RegisterAcceptor acceptor() {
    return requireNonNull(group.acceptors.get(C));
  }

  private int accepts() {
    return (int)
        group.sent.stream().filter(it -> it.message() instanceof RegisterMessage.Accept).count();
  }
}
