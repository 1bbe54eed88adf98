package io.troupe.actors.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.actors.wire.RegisterItem;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.Proposal;
import io.troupe.protocols.paxos.QuorumSystem;
import io.troupe.protocols.paxos.register.Change;
import io.troupe.protocols.paxos.register.RegisterInput;
import io.troupe.protocols.paxos.register.RegisterKey;
import io.troupe.protocols.paxos.register.RegisterMessage;
import io.troupe.protocols.paxos.register.RegisterOutcome;
import io.troupe.protocols.paxos.register.RegisterSettings;
import io.troupe.protocols.paxos.register.RegisterState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The roles of registers by themselves: what they keep over their lives. */
class RegisterRolesTest {
  private static final RoleKit KIT = new RoleKit();
  private static final NodeId SELF = new NodeId("node-1");
  private static final NodeId PEER = new NodeId("node-2");
  private static final RegisterKey KEY = new RegisterKey("seat");
  private static final Ballot LOW = new Ballot(3, PEER, 1);
  private static final Ballot HIGH = new Ballot(5, PEER, 1);

  private final TestProbe<RoleReport> keeper = KIT.keeper();
  private final RegisterSetup setup =
      new RegisterSetup(
          new GroupId("seats"),
          SELF,
          QuorumSystem.majority(List.of(SELF, PEER)),
          RegisterSettings.defaults(),
          new SystemClock(),
          keeper.getRef());

  @AfterAll
  static void stop() {
    KIT.close();
  }

  @Test
  void p1_a_proposer_in_its_next_life_uses_larger_ballots() {
    Props props = RegisterProposerActor.props(setup, RoleKit.journal("r-propose"));
    ActorRef<Object> proposer = KIT.start(props, keeper);
    proposer.tell(read());
    Ballot first = prepared();
    prepared(); // to the other acceptor

    ActorRef<Object> again = KIT.restart(proposer, props, keeper);
    again.tell(read());
    Ballot second = prepared();

    assertThat(second.round()).isGreaterThan(first.round());
    assertThat(second.incarnation()).isGreaterThan(first.incarnation());
  }

  @Test
  void p4_an_acceptor_whose_journal_fails_says_why_and_answers_nothing() {
    ActorRef<Object> acceptor = KIT.start(acceptor(RoleKit.brokenJournal("r-acceptor")), keeper);

    acceptor.tell(received(new RegisterMessage.Prepare(KEY, HIGH)));

    RoleReport.Failed failed = keeper.expectMessageClass(RoleReport.Failed.class);
    assertThat(failed.role()).isEqualTo(PaxosRole.ACCEPTOR);
    assertThat(failed.what()).contains("the journal could not write event 1 of r-acceptor");
    keeper.expectTerminated(acceptor);
    keeper.expectNoMessage(Duration.ofMillis(1));
  }

  @Test
  void p3_an_acceptor_in_its_next_life_keeps_what_it_has_accepted_and_promised_with_it() {
    Props props = acceptor(RoleKit.journal("r-accept"));
    Proposal<RegisterState> proposal = new Proposal<>(LOW, state("ann"));
    ActorRef<Object> acceptor = KIT.start(props, keeper);
    acceptor.tell(received(new RegisterMessage.Accept(KEY, proposal, HIGH)));
    assertThat(said()).isEqualTo(new RegisterMessage.Accepted(KEY, LOW));

    ActorRef<Object> again = KIT.restart(acceptor, props, keeper);
    Ballot between = new Ballot(4, SELF, 1);
    again.tell(received(new RegisterMessage.Prepare(KEY, between)));
    assertThat(said()).isEqualTo(new RegisterMessage.Rejected(KEY, between, HIGH, true));
    Ballot above = new Ballot(6, PEER, 1);
    again.tell(received(new RegisterMessage.Prepare(KEY, above)));
    assertThat(said()).isEqualTo(new RegisterMessage.Promise(KEY, above, proposal));
  }

  @Test
  void p33_an_acceptor_in_its_next_life_takes_no_late_message_for_a_key_that_it_has_forgotten() {
    Props props = acceptor(RoleKit.journal("r-erase"));
    RegisterMessage late = new RegisterMessage.Accept(KEY, new Proposal<>(LOW, state("ann")), LOW);
    ActorRef<Object> acceptor = KIT.start(props, keeper);
    acceptor.tell(
        received(new RegisterMessage.Accept(KEY, new Proposal<>(HIGH, RegisterState.EMPTY), HIGH)));
    assertThat(said()).isEqualTo(new RegisterMessage.Accepted(KEY, HIGH));
    acceptor.tell(received(new RegisterMessage.Erase(KEY, HIGH)));
    assertThat(said()).isEqualTo(new RegisterMessage.Erased(KEY, HIGH));

    ActorRef<Object> again = KIT.restart(acceptor, props, keeper);
    again.tell(received(late));
    assertThat(said()).isEqualTo(new RegisterMessage.Rejected(KEY, LOW, HIGH, false));
    Ballot above = new Ballot(6, PEER, 1);
    again.tell(received(new RegisterMessage.Prepare(KEY, above)));
    assertThat(said()).isEqualTo(new RegisterMessage.Promise(KEY, above, LastAccepted.nothing()));
  }

  private RegisterProposerActor.Apply read() {
    return new RegisterProposerActor.Apply(
        KEY,
        Change.READ,
        new RegisterProposerActor.Waiting() {
          @Override
          public void finished(RegisterOutcome outcome) {}

          @Override
          public void neverTried(String why) {}
        });
  }

  private Props acceptor(RoleJournal journal) {
    return RegisterAcceptorActor.props(setup, journal, 1_000);
  }

  private RegisterMessage said() {
    RoleReport.Send send = keeper.expectMessageClass(RoleReport.Send.class);
    return ((RegisterItem) send.item()).message();
  }

  private Ballot prepared() {
    return ((RegisterMessage.Prepare) said()).ballot();
  }

  private static RegisterInput received(RegisterMessage message) {
    return new RegisterInput.Received(PEER, message);
  }

  private static RegisterState state(String text) {
    return RegisterState.of(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
