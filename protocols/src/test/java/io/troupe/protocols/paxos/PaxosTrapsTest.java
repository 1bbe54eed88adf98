package io.troupe.protocols.paxos;

import static io.troupe.protocols.paxos.PaxosFixture.A;
import static io.troupe.protocols.paxos.PaxosFixture.B;
import static io.troupe.protocols.paxos.PaxosFixture.C;
import static io.troupe.protocols.paxos.PaxosFixture.D;
import static io.troupe.protocols.paxos.PaxosFixture.E;
import static io.troupe.protocols.paxos.PaxosFixture.MS;
import static io.troupe.protocols.paxos.PaxosFixture.SETTINGS;
import static io.troupe.protocols.paxos.PaxosFixture.SYNOD;
import static io.troupe.protocols.paxos.PaxosFixture.accept;
import static io.troupe.protocols.paxos.PaxosFixture.accepted;
import static io.troupe.protocols.paxos.PaxosFixture.ballot;
import static io.troupe.protocols.paxos.PaxosFixture.prepare;
import static io.troupe.protocols.paxos.PaxosFixture.promise;
import static io.troupe.protocols.paxos.PaxosFixture.proposal;
import static io.troupe.protocols.paxos.PaxosFixture.rejected;
import static io.troupe.protocols.paxos.PaxosFixture.send;
import static io.troupe.protocols.paxos.PaxosFixture.toAll;
import static io.troupe.protocols.paxos.ProposerFixture.sends;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosOutput.Decided;
import io.troupe.protocols.paxos.PaxosOutput.Exhausted;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The traps P1 to P18 as far as they concern one decision: see {@code docs/traps.md}. */
class PaxosTrapsTest {
  @Test
  void p1_a_proposer_that_crashed_between_its_phases_never_uses_that_ballot_again() {
    ProposerFixture restarted = ProposerFixture.after(new ReservedRounds(1, 1));
    restarted.propose("y");
    restarted.sync();

    restarted.receive(B, promise(1, A));
    List<PaxosOutput> late = restarted.receive(C, promise(1, A));

    assertThat(restarted.proposer.ballot()).isEqualTo(new Ballot(2, A, 2));
    assertThat(late).isEmpty();
  }

  @Test
  void p2_a_promise_of_an_old_ballot_does_not_count_for_the_new_one() {
    ProposerFixture proposer = ProposerFixture.preparing("x");
    proposer.receive(B, rejected(ballot(1, A), ballot(2, C)));
    proposer.receive(C, rejected(ballot(1, A), ballot(2, C)));
    proposer.tickAfterMs(10);
    proposer.sync();
    proposer.receive(B, promise(3, A));

    List<PaxosOutput> late = proposer.receive(C, promise(1, A));

    assertThat(late).isEmpty();
    assertThat(proposer.proposer.phase()).isEqualTo(Phase.PREPARING);
  }

  @Test
  void p2_acceptance_of_an_old_ballot_does_not_count_for_the_new_one() {
    ProposerFixture proposer = ProposerFixture.accepting("x");

    proposer.receive(B, accepted(1, B, "x"));
    List<PaxosOutput> two = proposer.receive(C, accepted(1, A, "x"));

    assertThat(two).isEmpty();
  }

  @Test
  void p3_who_accepts_a_ballot_has_promised_it() {
    AcceptorFixture acceptor = AcceptorFixture.of();
    acceptor.answers(B, accept(2, B, "x"));

    assertThat(acceptor.answers(A, prepare(1, A)))
        .containsExactly(send(A, rejected(ballot(1, A), ballot(2, B))));
    assertThat(acceptor.restarted().answers(A, prepare(1, A)))
        .containsExactly(send(A, rejected(ballot(1, A), ballot(2, B))));
  }

  @Test
  void p4_nothing_is_answered_before_it_is_durable() {
    AcceptorFixture acceptor = AcceptorFixture.of();

    List<PaxosOutput> prepared = acceptor.receive(B, prepare(1, B));
    List<PaxosOutput> accepted = acceptor.receive(B, accept(1, B, "x"));

    assertThat(sends(prepared)).isEmpty();
    assertThat(sends(accepted)).isEmpty();
    assertThat(sends(acceptor.sync())).hasSize(4);
  }

  @Test
  void p9_an_acceptor_that_is_heard_twice_counts_once() {
    ProposerFixture proposer = ProposerFixture.preparing("x");
    proposer.receive(B, promise(1, A));
    assertThat(proposer.receive(B, promise(1, A))).isEmpty();
    proposer.receive(C, promise(1, A));
    proposer.receive(C, accepted(1, A, "x"));
    assertThat(proposer.receive(C, accepted(1, A, "x"))).isEmpty();

    Learner learner = new Learner(A, SYNOD, SETTINGS, 0);
    learner.on(new PaxosInput.Received(B, accepted(1, A, "x")), 0);
    assertThat(learner.on(new PaxosInput.Received(B, accepted(1, A, "x")), 0)).isEmpty();
  }

  @Test
  void p10_votes_for_different_ballots_do_not_add_up_even_for_one_value() {
    Learner learner = new Learner(A, SYNOD, SETTINGS, 0);

    learner.on(new PaxosInput.Received(A, accepted(1, A, "x")), 0);
    List<PaxosOutput> other = learner.on(new PaxosInput.Received(B, accepted(2, B, "x")), 0);

    assertThat(other).isEmpty();
  }

  @Test
  void p11_of_three_acceptors_with_three_ballots_the_highest_decides() {
    ProposerFixture proposer = ProposerFixture.in(Synod.of(List.of(A, B, C, D, E)));
    proposer.propose("mine");
    for (NodeId each : List.of(C, D, E)) {
      proposer.receive(each, rejected(ballot(1, A), ballot(8, B)));
    }
    proposer.tickAfterMs(10);
    proposer.sync();

    proposer.receive(C, promise(9, A, proposal(4, B, "four")));
    proposer.receive(D, promise(9, A, proposal(7, E, "seven")));
    List<PaxosOutput> outputs = proposer.receive(E, promise(9, A, proposal(5, B, "five")));

    assertThat(sends(outputs)).contains(send(A, accept(9, A, "seven"))).hasSize(5);
  }

  @Test
  void p13_a_proposer_that_sees_the_last_round_says_that_it_is_exhausted_and_wraps_nothing() {
    ProposerFixture proposer = ProposerFixture.preparing("x");
    Ballot last = new Ballot(Ballot.MAX_ROUND, B, 1);
    proposer.receive(B, rejected(ballot(1, A), last));
    proposer.receive(C, rejected(ballot(1, A), last));

    List<PaxosOutput> outputs = proposer.tickAfterMs(10);

    assertThat(outputs).contains(new Exhausted(last));
    assertThat(proposer.propose("y")).containsExactly(new Exhausted(last));
    assertThat(proposer.tickAfterMs(100_000)).isEmpty();
  }

  @Test
  void p13_the_last_rounds_are_used_and_reserved_without_overflow() {
    Rounds rounds =
        new Rounds(A, new ReservedRounds(1, Ballot.MAX_ROUND - 2), 2, 100, (life, upTo) -> {});

    assertThat(rounds.next(Ballot.NONE)).contains(new Ballot(Ballot.MAX_ROUND - 1, A, 2));
    assertThat(rounds.next(Ballot.NONE)).contains(new Ballot(Ballot.MAX_ROUND, A, 2));
    assertThat(rounds.next(Ballot.NONE)).isEmpty();
  }

  @Test
  void p15_a_promise_does_not_touch_what_was_accepted() {
    AcceptorFixture acceptor = AcceptorFixture.of();
    acceptor.answers(B, accept(1, B, "x"));
    acceptor.answers(C, prepare(5, C));

    assertThat(acceptor.acceptor.state())
        .isEqualTo(new AcceptorState<>(ballot(5, C), proposal(1, B, "x")));
    assertThat(acceptor.answers(D, prepare(6, D)))
        .containsExactly(send(D, promise(6, D, proposal(1, B, "x"))));
  }

  @Test
  void p16_quorums_are_not_rounded_down() {
    Membership five = Membership.of(List.of(A, B, C, D, E));

    assertThatThrownBy(() -> new Flexible(five, 3, 5 * 2 / 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Weighted(Map.of(A, 1, B, 1, C, 1, D, 1)).isPhase1Quorum(List.of(A, B)))
        .isFalse();
    assertThat(
            new Weighted(Map.of(A, Weighted.MAX_WEIGHT, B, Weighted.MAX_WEIGHT, C, 1))
                .isPhase1Quorum(List.of(A, C)))
        .isTrue();
  }

  @Test
  void p17_all_are_asked_so_one_slow_acceptor_of_a_quorum_stalls_nothing() {
    ProposerFixture proposer = ProposerFixture.idle();
    proposer.propose("x");

    assertThat(proposer.sync()).isEqualTo(toAll(prepare(1, A)));
    proposer.receive(A, promise(1, A));
    assertThat(sends(proposer.receive(C, promise(1, A)))).isEqualTo(toAll(accept(1, A, "x")));
  }

  @Test
  void p18_five_duelling_proposers_come_to_an_end() {
    for (long seed = 1; seed <= 50; seed++) {
      Duel duel = new Duel(List.of(A, B, C, D, E), new SplittableRandom(seed));

      assertThat(duel.endsWithin(10_000 * MS)).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void p18_pauses_grow_up_to_a_bound_and_start_short_after_success() {
    Backoff longest = new Backoff(10, 100, () -> Long.MAX_VALUE);
    Backoff backoff = new Backoff(10, 100, new SplittableRandom(3));
    for (int i = 0; i < 1_000; i++) {
      assertThat(backoff.nextNanos()).isBetween(10L, 100L);
    }

    long first = longest.nextNanos();
    longest.nextNanos();
    longest.reset();

    assertThat(first).isBetween(10L, 20L);
    assertThat(longest.nextNanos()).isBetween(10L, 20L);
  }

  @Test
  void p18_a_proposer_that_is_decided_does_not_disturb_any_more() {
    ProposerFixture proposer = ProposerFixture.accepting("x");
    proposer.receive(B, accepted(1, A, "x"));
    List<PaxosOutput> decided = proposer.receive(C, accepted(1, A, "x"));

    assertThat(decided).contains(new Decided(proposal(1, A, "x")));
    assertThat(proposer.proposer.wakeAtNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(proposer.receive(B, rejected(ballot(1, A), ballot(7, B)))).isEmpty();
  }
}
