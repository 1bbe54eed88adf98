package io.troupe.protocols.paxos;

import static io.troupe.protocols.paxos.PaxosFixture.A;
import static io.troupe.protocols.paxos.PaxosFixture.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PMS-2.2")
class BallotTest {
  private final List<String> reserved = new ArrayList<>();

  @Test
  void ballots_are_ordered_by_round_then_node_then_incarnation() {
    assertThat(
            List.of(
                Ballot.NONE,
                new Ballot(1, A, 9),
                new Ballot(1, B, 1),
                new Ballot(2, A, 1),
                new Ballot(2, A, 2)))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void there_is_no_ballot_without_a_round_or_beyond_the_last_one() {
    assertThatThrownBy(() -> new Ballot(0, A, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ballot(1, A, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ballot(Ballot.MAX_ROUND + 1, A, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_proposer_s_ballots_grow_and_go_above_what_it_has_seen() {
    Rounds rounds = rounds(ReservedRounds.NONE, 1, 1);

    assertThat(rounds.next(Ballot.NONE)).contains(new Ballot(1, A, 1));
    assertThat(rounds.next(new Ballot(7, B, 3))).contains(new Ballot(8, A, 1));
    assertThat(rounds.next(new Ballot(2, B, 3))).contains(new Ballot(9, A, 1));
  }

  @Test
  void a_round_is_reserved_before_it_is_used_and_several_with_one_write() {
    Rounds rounds = rounds(ReservedRounds.NONE, 1, 3);

    for (int i = 0; i < 4; i++) {
      rounds.next(Ballot.NONE);
    }

    assertThat(reserved).containsExactly("1: 3", "1: 6");
  }

  @Test
  void a_later_life_begins_above_all_that_was_reserved() {
    Rounds rounds = rounds(new ReservedRounds(4, 10), 5, 3);

    assertThat(rounds.next(Ballot.NONE)).contains(new Ballot(11, A, 5));
  }

  @Test
  void a_life_has_an_incarnation_of_its_own() {
    assertThatThrownBy(() -> rounds(new ReservedRounds(4, 10), 4, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Rounds rounds(ReservedRounds before, long incarnation, int reservation) {
    return new Rounds(
        A, before, incarnation, reservation, (life, upTo) -> reserved.add(life + ": " + upTo));
  }
}
