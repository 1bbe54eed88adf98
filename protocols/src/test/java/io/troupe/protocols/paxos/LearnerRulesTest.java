package io.troupe.protocols.paxos;

import static io.troupe.protocols.paxos.PaxosFixture.A;
import static io.troupe.protocols.paxos.PaxosFixture.B;
import static io.troupe.protocols.paxos.PaxosFixture.C;
import static io.troupe.protocols.paxos.PaxosFixture.D;
import static io.troupe.protocols.paxos.PaxosFixture.MS;
import static io.troupe.protocols.paxos.PaxosFixture.SETTINGS;
import static io.troupe.protocols.paxos.PaxosFixture.SYNOD;
import static io.troupe.protocols.paxos.PaxosFixture.accepted;
import static io.troupe.protocols.paxos.PaxosFixture.proposal;
import static io.troupe.protocols.paxos.PaxosFixture.send;
import static io.troupe.protocols.paxos.PaxosFixture.toAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosMessage.Chosen;
import io.troupe.protocols.paxos.PaxosMessage.Inquire;
import io.troupe.protocols.paxos.PaxosOutput.Decided;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PMS-2.3")
class LearnerRulesTest {
  private final Learner learner = new Learner(A, SYNOD, SETTINGS, 0);

  @Test
  void it_learns_a_value_once_a_quorum_of_acceptors_has_accepted_the_proposal() {
    List<PaxosOutput> one = receive(A, accepted(1, A, "x"));
    List<PaxosOutput> two = receive(C, accepted(1, A, "x"));
    List<PaxosOutput> three = receive(B, accepted(1, A, "x"));

    assertThat(one).isEmpty();
    assertThat(two).containsExactly(new Decided(proposal(1, A, "x")));
    assertThat(three).isEmpty();
    assertThat(learner.chosen()).contains(proposal(1, A, "x"));
  }

  @Test
  void an_acceptor_counts_for_the_latest_ballot_that_it_accepted() {
    receive(A, accepted(1, A, "x"));
    receive(A, accepted(2, B, "y"));
    receive(A, accepted(1, A, "x"));

    assertThat(receive(C, accepted(1, A, "x"))).isEmpty();
    assertThat(receive(C, accepted(2, B, "y"))).containsExactly(new Decided(proposal(2, B, "y")));
  }

  @Test
  void it_believes_another_that_knows() {
    List<PaxosOutput> outputs = receive(C, new Chosen(proposal(1, B, "x")));

    assertThat(outputs).containsExactly(new Decided(proposal(1, B, "x")));
  }

  @Test
  void as_long_as_it_knows_nothing_it_asks_all_from_time_to_time() {
    List<PaxosOutput> early = learner.on(new PaxosInput.Tick(), 99 * MS);
    List<PaxosOutput> due = learner.on(new PaxosInput.Tick(), 100 * MS);
    receive(C, new Chosen(proposal(1, B, "x")));

    assertThat(early).isEmpty();
    assertThat(due).isEqualTo(toAll(new Inquire()));
    assertThat(learner.wakeAtNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void once_it_knows_it_tells_whoever_asks() {
    List<PaxosOutput> before = receive(B, new Inquire());
    receive(C, new Chosen(proposal(1, B, "x")));
    List<PaxosOutput> after = receive(B, new Inquire());

    assertThat(before).isEmpty();
    assertThat(after).containsExactly(send(B, new Chosen(proposal(1, B, "x"))));
  }

  @Test
  void who_is_no_acceptor_has_no_vote() {
    receive(A, accepted(1, A, "x"));

    assertThat(receive(D, accepted(1, A, "x"))).isEmpty();
  }

  @Test
  @Tag("I22")
  void a_second_value_that_is_said_to_be_chosen_stops_it() {
    receive(C, new Chosen(proposal(1, B, "x")));
    receive(C, new Chosen(proposal(2, C, "x")));

    assertThatThrownBy(() -> receive(C, new Chosen(proposal(3, B, "y"))))
        .isInstanceOf(IllegalStateException.class);
  }

  private List<PaxosOutput> receive(NodeId from, PaxosMessage message) {
    return learner.on(new PaxosInput.Received(from, message), 0);
  }
}
