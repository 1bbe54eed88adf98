package io.troupe.protocols.paxos;

import static io.troupe.protocols.paxos.PaxosFixture.A;
import static io.troupe.protocols.paxos.PaxosFixture.B;
import static io.troupe.protocols.paxos.PaxosFixture.C;
import static io.troupe.protocols.paxos.PaxosFixture.D;
import static io.troupe.protocols.paxos.PaxosFixture.accept;
import static io.troupe.protocols.paxos.PaxosFixture.accepted;
import static io.troupe.protocols.paxos.PaxosFixture.ballot;
import static io.troupe.protocols.paxos.PaxosFixture.persist;
import static io.troupe.protocols.paxos.PaxosFixture.prepare;
import static io.troupe.protocols.paxos.PaxosFixture.promise;
import static io.troupe.protocols.paxos.PaxosFixture.proposal;
import static io.troupe.protocols.paxos.PaxosFixture.rejected;
import static io.troupe.protocols.paxos.PaxosFixture.send;
import static io.troupe.protocols.paxos.PaxosFixture.toAll;
import static io.troupe.protocols.paxos.ProposerFixture.sends;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.paxos.PaxosMessage.Chosen;
import io.troupe.protocols.paxos.PaxosOutput.Decided;
import io.troupe.protocols.paxos.PaxosOutput.PhaseChanged;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PMS-2.2")
class ProposerRulesTest {
  @Test
  @Tag("PMS-2.5")
  void phase_1a_it_asks_all_for_promises_when_its_ballot_is_durable() {
    ProposerFixture proposer = ProposerFixture.idle();

    List<PaxosOutput> asked = proposer.propose("x");
    List<PaxosOutput> durable = proposer.sync();

    assertThat(asked)
        .containsExactly(
            persist(1, new PaxosEvent.RoundsReserved(1, 1)),
            new PhaseChanged(Phase.PREPARING, ballot(1, A), "was asked to"));
    assertThat(durable).isEqualTo(toAll(prepare(1, A)));
  }

  @Test
  void phase_2a_with_promises_of_a_quorum_that_has_accepted_nothing_it_proposes_its_own_value() {
    ProposerFixture proposer = ProposerFixture.preparing("x");

    List<PaxosOutput> first = proposer.receive(B, promise(1, A));
    List<PaxosOutput> second = proposer.receive(C, promise(1, A));

    assertThat(first).isEmpty();
    assertThat(sends(second)).isEqualTo(toAll(accept(1, A, "x")));
  }

  @Test
  @Tag("I25")
  void p2c_it_proposes_the_value_of_the_largest_ballot_among_the_promises() {
    ProposerFixture proposer = ProposerFixture.preparing("x");
    proposer.receive(B, rejected(ballot(1, A), ballot(7, B)));
    proposer.receive(C, rejected(ballot(1, A), ballot(7, B)));
    proposer.tickAfterMs(10);
    proposer.sync();

    proposer.receive(B, promise(8, A, proposal(6, C, "later")));
    List<PaxosOutput> outputs = proposer.receive(C, promise(8, A, proposal(5, B, "earlier")));

    assertThat(sends(outputs)).isEqualTo(toAll(accept(8, A, "later")));
  }

  @Test
  void a_value_is_chosen_when_a_quorum_has_accepted_it_and_the_learners_are_told() {
    ProposerFixture proposer = ProposerFixture.accepting("x");

    List<PaxosOutput> first = proposer.receive(B, accepted(1, A, "x"));
    List<PaxosOutput> second = proposer.receive(C, accepted(1, A, "x"));

    assertThat(first).isEmpty();
    assertThat(second)
        .contains(new Decided(proposal(1, A, "x")))
        .containsAll(toAll(new Chosen(proposal(1, A, "x"))));
    assertThat(proposer.proposer.phase()).isEqualTo(Phase.DECIDED);
  }

  @Test
  void it_reports_the_value_that_was_chosen_before_it_came() {
    ProposerFixture proposer = ProposerFixture.preparing("mine");
    proposer.receive(B, rejected(ballot(1, A), ballot(2, B)));
    proposer.receive(C, rejected(ballot(1, A), ballot(2, B)));
    proposer.tickAfterMs(10);
    proposer.sync();
    proposer.receive(B, promise(3, A, proposal(2, B, "theirs")));
    proposer.receive(C, promise(3, A, proposal(2, B, "theirs")));

    proposer.receive(B, accepted(3, A, "theirs"));
    List<PaxosOutput> outputs = proposer.receive(C, accepted(3, A, "theirs"));

    assertThat(outputs).contains(new Decided(proposal(3, A, "theirs")));
  }

  @Test
  void it_stops_and_reports_when_it_is_told_what_is_chosen() {
    ProposerFixture proposer = ProposerFixture.preparing("mine");

    List<PaxosOutput> told = proposer.receive(C, new Chosen(proposal(2, B, "theirs")));
    List<PaxosOutput> later = proposer.tickAfterMs(10_000);

    assertThat(told).contains(new Decided(proposal(2, B, "theirs")));
    assertThat(later).isEmpty();
  }

  @Test
  void asked_after_it_knows_it_answers_at_once() {
    ProposerFixture proposer = ProposerFixture.idle();
    List<PaxosOutput> unasked = proposer.receive(C, new Chosen(proposal(2, B, "theirs")));

    List<PaxosOutput> asked = proposer.propose("mine");

    assertThat(unasked).noneMatch(Decided.class::isInstance);
    assertThat(asked).containsExactly(new Decided(proposal(2, B, "theirs")));
  }

  @Test
  void while_it_is_busy_another_value_changes_nothing() {
    ProposerFixture proposer = ProposerFixture.preparing("x");

    List<PaxosOutput> second = proposer.propose("y");
    proposer.receive(B, promise(1, A));
    List<PaxosOutput> outputs = proposer.receive(C, promise(1, A));

    assertThat(second).isEmpty();
    assertThat(sends(outputs)).isEqualTo(toAll(accept(1, A, "x")));
  }

  @Test
  @Tag("PMS-2.5")
  void it_gives_a_ballot_up_once_no_quorum_is_left_and_comes_back_above_what_it_saw() {
    ProposerFixture proposer = ProposerFixture.preparing("x");

    List<PaxosOutput> one = proposer.receive(B, rejected(ballot(1, A), ballot(4, B)));
    List<PaxosOutput> two = proposer.receive(C, rejected(ballot(1, A), ballot(9, C)));
    List<PaxosOutput> early = proposer.tickAfterMs(9);
    proposer.tickAfterMs(1);
    List<PaxosOutput> again = proposer.sync();

    assertThat(one).isEmpty();
    assertThat(two)
        .containsExactly(
            new PhaseChanged(Phase.BACKING_OFF, ballot(1, A), "rejected by 2 for 9.c#1"));
    assertThat(early).isEmpty();
    assertThat(again).isEqualTo(toAll(prepare(10, A)));
  }

  @Test
  void one_rejection_and_silence_is_enough_to_give_a_ballot_up() {
    ProposerFixture proposer = ProposerFixture.preparing("x");
    proposer.receive(B, rejected(ballot(1, A), ballot(4, B)));

    proposer.tickAfterMs(100);

    assertThat(proposer.proposer.phase()).isEqualTo(Phase.BACKING_OFF);
  }

  @Test
  void one_acceptor_that_promised_another_does_not_stop_the_others() {
    ProposerFixture proposer = ProposerFixture.preparing("x");
    proposer.receive(A, rejected(ballot(1, A), ballot(4, B)));
    proposer.receive(B, promise(1, A));
    proposer.receive(C, promise(1, A));
    proposer.receive(A, rejected(ballot(1, A), ballot(4, B)));
    proposer.receive(B, accepted(1, A, "x"));

    List<PaxosOutput> outputs = proposer.receive(C, accepted(1, A, "x"));

    assertThat(outputs).contains(new Decided(proposal(1, A, "x")));
  }

  @Test
  void a_request_repeated_to_one_that_has_granted_it_may_be_rejected_and_the_grant_still_counts() {
    ProposerFixture proposer = ProposerFixture.accepting("x");
    proposer.receive(B, accepted(1, A, "x"));
    proposer.receive(B, rejected(ballot(1, A), ballot(2, C)));
    proposer.receive(A, rejected(ballot(1, A), ballot(2, C)));

    List<PaxosOutput> outputs = proposer.receive(C, accepted(1, A, "x"));

    assertThat(outputs).contains(new Decided(proposal(1, A, "x")));
  }

  @Test
  void those_who_have_not_answered_are_asked_again() {
    ProposerFixture proposer = ProposerFixture.preparing("x");
    proposer.receive(B, promise(1, A));
    List<PaxosOutput> early = proposer.tickAfterMs(99);
    List<PaxosOutput> preparing = proposer.tickAfterMs(1);
    proposer.receive(C, promise(1, A));
    proposer.receive(C, accepted(1, A, "x"));
    List<PaxosOutput> accepting = proposer.tickAfterMs(100);

    assertThat(early).isEmpty();
    assertThat(preparing).containsExactly(send(A, prepare(1, A)), send(C, prepare(1, A)));
    assertThat(accepting).containsExactly(send(A, accept(1, A, "x")), send(B, accept(1, A, "x")));
  }

  @Test
  void nothing_is_asked_again_before_it_could_be_asked_at_all() {
    ProposerFixture proposer = ProposerFixture.idle();
    proposer.propose("x");

    assertThat(proposer.tickAfterMs(100)).isEmpty();
    assertThat(proposer.sync()).isEqualTo(toAll(prepare(1, A)));
  }

  @Test
  void a_stranger_counts_for_nothing() {
    ProposerFixture proposer = ProposerFixture.preparing("x");
    proposer.receive(B, promise(1, A));

    assertThat(proposer.receive(D, promise(1, A))).isEmpty();
  }
}
