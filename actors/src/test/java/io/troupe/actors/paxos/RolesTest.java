package io.troupe.actors.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.actors.wire.PaxosItem;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.Proposal;
import io.troupe.protocols.paxos.ProposerSettings;
import io.troupe.protocols.paxos.Synod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Roles by themselves: what they keep over their lives, and what they do when they cannot. */
class RolesTest {
  private static final RoleKit KIT = new RoleKit();
  private static final NodeId SELF = new NodeId("node-1");
  private static final NodeId PEER = new NodeId("node-2");
  private static final GroupId ID = new GroupId("seats");
  private static final Synod SYNOD = Synod.of(List.of(SELF, PEER));
  private static final Ballot LOW = new Ballot(3, PEER, 1);
  private static final Ballot HIGH = new Ballot(5, PEER, 1);

  private final TestProbe<RoleReport> keeper = KIT.keeper();
  private final SynodSetup setup =
      new SynodSetup(
          ID,
          SELF,
          SYNOD,
          ProposerSettings.defaults(),
          Duration.ofSeconds(5).toNanos(),
          new SystemClock(),
          keeper.getRef());

  @AfterAll
  static void stop() {
    KIT.close();
  }

  @Test
  void an_acceptor_in_its_next_life_keeps_what_it_has_promised() {
    RoleJournal journal = RoleKit.journal("promise");
    ActorRef<Object> acceptor = start(AcceptorActor.props(setup, journal));
    acceptor.tell(received(new PaxosMessage.Prepare(HIGH)));
    assertThat(said()).isEqualTo(new PaxosMessage.Promise(HIGH, LastAccepted.nothing()));

    ActorRef<Object> again = restart(acceptor, AcceptorActor.props(setup, journal));
    again.tell(received(new PaxosMessage.Prepare(LOW)));

    assertThat(said()).isEqualTo(new PaxosMessage.Rejected(LOW, HIGH));
  }

  @Test
  void an_acceptor_in_its_next_life_knows_what_it_has_accepted() {
    RoleJournal journal = RoleKit.journal("accept");
    Proposal<Bytes> proposal = new Proposal<>(LOW, bytes("12A"));
    ActorRef<Object> acceptor = start(AcceptorActor.props(setup, journal));
    acceptor.tell(received(new PaxosMessage.Accept(proposal)));
    assertThat(said()).isEqualTo(new PaxosMessage.Accepted(proposal));
    said(); // to the other learner

    ActorRef<Object> again = restart(acceptor, AcceptorActor.props(setup, journal));
    again.tell(received(new PaxosMessage.Prepare(HIGH)));

    assertThat(said()).isEqualTo(new PaxosMessage.Promise(HIGH, proposal));
  }

  @Test
  void p1_a_proposer_in_its_next_life_uses_larger_ballots() {
    RoleJournal journal = RoleKit.journal("propose");
    ActorRef<Object> proposer = start(ProposerActor.props(setup, journal));
    proposer.tell(propose());
    Ballot first = prepared();
    prepared(); // to the other acceptor

    ActorRef<Object> again = restart(proposer, ProposerActor.props(setup, journal));
    again.tell(propose());
    Ballot second = prepared();

    assertThat(second.round()).isGreaterThan(first.round());
    assertThat(second.incarnation()).isGreaterThan(first.incarnation());
  }

  @Test
  void p4_an_acceptor_whose_journal_fails_says_why_and_answers_nothing() {
    ActorRef<Object> acceptor =
        start(AcceptorActor.props(setup, RoleKit.brokenJournal("acceptor")));

    acceptor.tell(received(new PaxosMessage.Prepare(HIGH)));

    RoleReport.Failed failed = keeper.expectMessageClass(RoleReport.Failed.class);
    assertThat(failed.role()).isEqualTo(PaxosRole.ACCEPTOR);
    assertThat(failed.what()).contains("the journal could not write event 1 of acceptor");
    assertThat(failed.cause()).hasMessageContaining("told to");
    assertThat(failed.isFinal()).isFalse();
    keeper.expectTerminated(acceptor);
    keeper.expectNoMessage(Duration.ofMillis(1));
  }

  @Test
  void p4_a_proposer_whose_journal_fails_proposes_nothing_and_who_waits_is_told() {
    ActorRef<Object> proposer =
        start(ProposerActor.props(setup, RoleKit.brokenJournal("proposer")));
    TestProbe<String> caller = KIT.kit().createTestProbe();

    proposer.tell(new ProposerActor.Propose(bytes("12A"), new Caller(caller.getRef()), 0));

    RoleReport.Failed failed = keeper.expectMessageClass(RoleReport.Failed.class);
    assertThat(failed.what()).contains("the journal could not write event 1 of proposer");
    assertThat(caller.receiveMessage()).isEqualTo("unknown: the proposer stopped");
    keeper.expectTerminated(proposer);
    keeper.expectNoMessage(Duration.ofMillis(1));
  }

  /** I24: nobody proposes two values under one ballot; who is told so must not go on. */
  @Test
  void an_acceptor_that_is_told_two_values_under_one_ballot_stops_for_good() {
    ActorRef<Object> acceptor = start(AcceptorActor.props(setup, RoleKit.journal("two")));
    acceptor.tell(received(new PaxosMessage.Accept(new Proposal<>(LOW, bytes("12A")))));
    said();
    said();

    acceptor.tell(received(new PaxosMessage.Accept(new Proposal<>(LOW, bytes("12B")))));

    RoleReport.Failed failed = keeper.expectMessageClass(RoleReport.Failed.class);
    assertThat(failed.isFinal()).isTrue();
    assertThat(failed.cause()).hasMessageContaining("two values under one ballot");
    keeper.expectTerminated(acceptor);
  }

  @Test
  void a_learner_asks_and_reports_what_it_learns_once() {
    ActorRef<PaxosInput> learner = KIT.kit().spawn(LearnerActor.create(setup));
    assertThat(keeper.receiveMessage()).isEqualTo(new RoleReport.Recovered(PaxosRole.LEARNER));
    assertThat(said()).isEqualTo(new PaxosMessage.Inquire());
    assertThat(said()).isEqualTo(new PaxosMessage.Inquire());

    PaxosMessage vote = new PaxosMessage.Accepted(new Proposal<>(LOW, bytes("12A")));
    learner.tell(new PaxosInput.Received(SELF, vote));
    learner.tell(new PaxosInput.Received(PEER, vote));
    learner.tell(new PaxosInput.Received(PEER, vote));

    assertThat(RoleKit.nextButSends(keeper)).isEqualTo(new RoleReport.Learned(bytes("12A")));
    keeper.expectNoMessage(Duration.ofMillis(1));
  }

  private record Caller(ActorRef<String> to) implements ProposerActor.Waiting {
    @Override
    public void chosen(Bytes value) {
      to.tell("chosen");
    }

    @Override
    public void neverProposed(String why) {
      to.tell("never proposed: " + why);
    }

    @Override
    public void unknown(String why) {
      to.tell("unknown: " + why);
    }
  }

  private ProposerActor.Propose propose() {
    Caller nobody = new Caller(KIT.kit().<String>createTestProbe().getRef());
    return new ProposerActor.Propose(bytes("12A"), nobody, System.nanoTime());
  }

  private ActorRef<Object> start(Props props) {
    return KIT.start(props, keeper);
  }

  private ActorRef<Object> restart(ActorRef<Object> role, Props props) {
    return KIT.restart(role, props, keeper);
  }

  private PaxosMessage said() {
    RoleReport.Send send = keeper.expectMessageClass(RoleReport.Send.class);
    return ((PaxosItem) send.item()).message();
  }

  private Ballot prepared() {
    return ((PaxosMessage.Prepare) said()).ballot();
  }

  private static PaxosInput received(PaxosMessage message) {
    return new PaxosInput.Received(PEER, message);
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
