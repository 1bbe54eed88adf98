package io.troupe.protocols.paxos;

import static io.troupe.protocols.paxos.PaxosFixture.A;
import static io.troupe.protocols.paxos.PaxosFixture.B;
import static io.troupe.protocols.paxos.PaxosFixture.C;
import static io.troupe.protocols.paxos.PaxosFixture.accept;
import static io.troupe.protocols.paxos.PaxosFixture.accepted;
import static io.troupe.protocols.paxos.PaxosFixture.ballot;
import static io.troupe.protocols.paxos.PaxosFixture.persist;
import static io.troupe.protocols.paxos.PaxosFixture.prepare;
import static io.troupe.protocols.paxos.PaxosFixture.promise;
import static io.troupe.protocols.paxos.PaxosFixture.proposal;
import static io.troupe.protocols.paxos.PaxosFixture.rejected;
import static io.troupe.protocols.paxos.PaxosFixture.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.protocols.paxos.PaxosMessage.Inquire;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PMS-2.2")
class AcceptorRulesTest {
  @Test
  void phase_1b_it_promises_a_larger_ballot_and_says_that_it_has_accepted_nothing() {
    AcceptorFixture acceptor = AcceptorFixture.of();

    List<PaxosOutput> answers = acceptor.answers(B, prepare(1, B));

    assertThat(answers).containsExactly(send(B, promise(1, B)));
  }

  @Test
  void phase_1b_it_says_which_proposal_of_the_largest_ballot_it_has_accepted() {
    AcceptorFixture acceptor = AcceptorFixture.of();
    acceptor.answers(B, accept(1, B, "x"));
    acceptor.answers(C, accept(2, C, "y"));

    List<PaxosOutput> answers = acceptor.answers(B, prepare(3, B));

    assertThat(answers).containsExactly(send(B, promise(3, B, proposal(2, C, "y"))));
  }

  @Test
  void p1_it_accepts_the_first_proposal_that_it_receives() {
    AcceptorFixture acceptor = AcceptorFixture.of();

    acceptor.receive(B, accept(1, B, "x"));

    assertThat(acceptor.acceptor.state().lastAccepted()).isEqualTo(proposal(1, B, "x"));
  }

  @Test
  void p1a_it_accepts_a_proposal_unless_it_has_promised_a_larger_ballot() {
    AcceptorFixture acceptor = AcceptorFixture.of();
    acceptor.answers(B, prepare(2, B));

    List<PaxosOutput> smaller = acceptor.answers(A, accept(1, A, "x"));
    List<PaxosOutput> promised = acceptor.answers(B, accept(2, B, "y"));
    List<PaxosOutput> larger = acceptor.answers(C, accept(3, C, "y"));

    assertThat(smaller).containsExactly(send(A, rejected(ballot(1, A), ballot(2, B))));
    assertThat(promised).contains(send(B, accepted(2, B, "y")));
    assertThat(larger).contains(send(C, accepted(3, C, "y")));
  }

  @Test
  @Tag("PMS-2.3")
  void phase_2b_it_tells_every_learner_and_whoever_asked_what_it_has_accepted() {
    AcceptorFixture acceptor = AcceptorFixture.of();

    List<PaxosOutput> answers = acceptor.answers(PaxosFixture.D, accept(1, PaxosFixture.D, "x"));

    assertThat(answers)
        .containsExactly(
            send(A, accepted(1, PaxosFixture.D, "x")),
            send(B, accepted(1, PaxosFixture.D, "x")),
            send(C, accepted(1, PaxosFixture.D, "x")),
            send(PaxosFixture.D, accepted(1, PaxosFixture.D, "x")));
  }

  @Test
  @Tag("PMS-2.5")
  void it_tells_a_proposer_that_its_ballot_is_too_small_instead_of_being_silent() {
    AcceptorFixture acceptor = AcceptorFixture.of(new PaxosEvent.Promised(ballot(5, C)));

    List<PaxosOutput> answers = acceptor.answers(B, prepare(4, B));

    assertThat(answers).containsExactly(send(B, rejected(ballot(4, B), ballot(5, C))));
  }

  @Test
  void the_same_request_once_more_gets_the_same_answer_and_writes_nothing() {
    AcceptorFixture acceptor = AcceptorFixture.of();
    List<PaxosOutput> promised = acceptor.answers(B, prepare(1, B));
    List<PaxosOutput> promisedAgain = acceptor.receive(B, prepare(1, B));
    List<PaxosOutput> accepted = acceptor.answers(B, accept(1, B, "x"));
    List<PaxosOutput> acceptedAgain = acceptor.receive(B, accept(1, B, "x"));

    assertThat(promisedAgain).isEqualTo(promised);
    assertThat(acceptedAgain).isEqualTo(accepted);
  }

  @Test
  @Tag("PMS-2.5")
  @Tag("I16")
  void a_promise_leaves_only_when_it_is_durable() {
    AcceptorFixture acceptor = AcceptorFixture.of();

    List<PaxosOutput> asked = acceptor.receive(B, prepare(1, B));
    List<PaxosOutput> durable = acceptor.sync();

    assertThat(asked).containsExactly(persist(1, new PaxosEvent.Promised(ballot(1, B))));
    assertThat(durable).containsExactly(send(B, promise(1, B)));
  }

  @Test
  @Tag("PMS-2.5")
  @Tag("I16")
  void acceptance_is_told_only_when_it_is_durable() {
    AcceptorFixture acceptor = AcceptorFixture.of();

    List<PaxosOutput> asked = acceptor.receive(B, accept(1, B, "x"));
    List<PaxosOutput> durable = acceptor.sync();

    assertThat(asked).containsExactly(persist(1, new PaxosEvent.Accepted(proposal(1, B, "x"))));
    assertThat(durable).hasSize(3);
  }

  @Test
  @Tag("I16")
  void a_repeated_request_is_not_answered_before_the_first_answer_is_durable() {
    AcceptorFixture acceptor = AcceptorFixture.of();
    acceptor.receive(B, prepare(1, B));

    assertThat(acceptor.receive(B, prepare(1, B))).isEmpty();
    assertThat(acceptor.sync()).hasSize(2);
  }

  @Test
  @Tag("PMS-2.5")
  @Tag("I23")
  void a_restart_forgets_neither_promise_nor_proposal() {
    AcceptorFixture acceptor = AcceptorFixture.of();
    acceptor.answers(B, accept(1, B, "x"));
    acceptor.answers(C, prepare(2, C));

    AcceptorFixture restarted = acceptor.restarted();

    assertThat(restarted.acceptor.state()).isEqualTo(acceptor.acceptor.state());
    assertThat(restarted.answers(B, accept(1, B, "x")))
        .containsExactly(send(B, rejected(ballot(1, B), ballot(2, C))));
  }

  @Test
  @Tag("PMS-2.3")
  void whoever_asks_is_told_what_it_has_accepted_and_nothing_if_it_has_not() {
    AcceptorFixture acceptor = AcceptorFixture.of();

    List<PaxosOutput> before = acceptor.answers(C, new Inquire());
    acceptor.answers(B, accept(1, B, "x"));
    List<PaxosOutput> after = acceptor.answers(C, new Inquire());

    assertThat(before).isEmpty();
    assertThat(after).containsExactly(send(C, accepted(1, B, "x")));
  }

  @Test
  @Tag("I24")
  void two_values_under_one_ballot_stop_it() {
    AcceptorFixture acceptor = AcceptorFixture.of();
    acceptor.answers(B, accept(1, B, "x"));

    assertThatThrownBy(() -> acceptor.receive(B, accept(1, B, "y")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two values under one ballot");
  }

  @Test
  void a_journal_in_which_a_promise_falls_is_damaged() {
    PaxosMemory memory = new PaxosMemory();
    memory.apply(new PaxosEvent.Promised(ballot(2, B)));

    assertThatThrownBy(() -> memory.apply(new PaxosEvent.Promised(ballot(1, B))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> memory.apply(new PaxosEvent.Accepted(proposal(1, B, "x"))))
        .isInstanceOf(IllegalStateException.class);
  }
}
