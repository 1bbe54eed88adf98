package io.troupe.protocols.paxos.register;

import static io.troupe.protocols.paxos.register.RegisterGroup.A;
import static io.troupe.protocols.paxos.register.RegisterGroup.B;
import static io.troupe.protocols.paxos.register.RegisterGroup.C;
import static io.troupe.protocols.paxos.register.RegisterGroup.P;
import static io.troupe.protocols.paxos.register.RegisterGroup.Q;
import static io.troupe.protocols.paxos.register.RegisterGroup.append;
import static io.troupe.protocols.paxos.register.RegisterGroup.committed;
import static io.troupe.protocols.paxos.register.RegisterGroup.state;
import static io.troupe.protocols.paxos.register.RegisterGroup.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.register.RegisterGroup.Envelope;
import io.troupe.protocols.paxos.register.RegisterMessage.Accept;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Traps of Paxos, sprung on registers: their proposers are not those of a single decision. */
class RegisterTrapsTest {
  private static final RegisterState EMPTY = RegisterState.EMPTY;

  private final RegisterGroup group = new RegisterGroup();

  @Test
  void p2_a_promise_of_an_old_ballot_does_not_count_for_the_new_one() {
    long id = group.ask(P, append("x"));
    group.deliverOnce(); // prepare
    List<Envelope> late = group.takeAll(); // promises
    group.change(Q, write("y")); // p is told that it is overruled
    group.passMs(10);
    List<Envelope> prepares = group.takeAll();

    late.forEach(group::deliver);

    assertThat(group.takeAll()).isEmpty();
    prepares.forEach(group::deliver);
    group.deliverAll();
    group.passMs(20); // q was promised more than that
    group.deliverAll();
    assertThat(group.outcome(id)).contains(committed(state("y"), state("yx")));
  }

  @Test
  void p9_an_acceptor_that_is_heard_twice_counts_once() {
    long id = group.ask(P, write("x"));
    group.deliverOnce(); // prepare
    List<Envelope> promises = group.takeAll();
    List<Envelope> ofOne = from(A, promises);
    ofOne.forEach(group::deliver);
    ofOne.forEach(group::deliver);
    assertThat(group.takeAll()).isEmpty();

    promises.forEach(group::deliver);
    group.deliverOnce(); // accept
    List<Envelope> accepted = from(A, group.takeAll());
    accepted.forEach(group::deliver);
    accepted.forEach(group::deliver);

    assertThat(group.outcome(id)).isEmpty();
  }

  @Test
  void p11_of_three_acceptors_with_three_ballots_the_highest_decides() {
    proposeAtOne(P, "x", A, Set.of(A, B, C));
    proposeAtOne(Q, "y", B, Set.of(B, C));
    group.restart(P, 2);

    assertThat(group.change(P, Change.READ)).isEqualTo(committed(state("y"), state("y")));
    assertThat(group.change(Q, Change.READ)).isEqualTo(committed(state("y"), state("y")));
  }

  @Test
  void p17_one_acceptor_that_does_not_answer_stalls_nothing() {
    group.down(C);

    assertThat(group.change(P, write("x"))).isEqualTo(committed(EMPTY, state("x")));
  }

  /** Only one acceptor gets the proposal; then its proposer dies. */
  private void proposeAtOne(NodeId proposer, String value, NodeId only, Set<NodeId> quorum) {
    group.ask(proposer, write(value));
    group.takeAll().stream().filter(it -> quorum.contains(it.to())).forEach(group::deliver);
    group.takeAll().stream().filter(it -> it.to().equals(proposer)).forEach(group::deliver);
    List<Envelope> accepts = group.takeAll();
    assertThat(accepts).allMatch(it -> it.message() instanceof Accept).isNotEmpty();
    accepts.stream().filter(it -> it.to().equals(only)).forEach(group::deliver);
    group.takeAll();
    group.restart(proposer, 2);
  }

  private static List<Envelope> from(NodeId node, List<Envelope> all) {
    return all.stream().filter(it -> it.from().equals(node)).toList();
  }
}
