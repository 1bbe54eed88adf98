package io.troupe.actors.node;

import io.troupe.actors.RegisterSpec;
import io.troupe.actors.ReplicatedRegister;
import io.troupe.actors.Synod;
import io.troupe.actors.SynodSpec;
import io.troupe.actors.paxos.AcceptorActor;
import io.troupe.actors.paxos.LearnerActor;
import io.troupe.actors.paxos.ProposerActor;
import io.troupe.actors.paxos.RegisterAcceptorActor;
import io.troupe.actors.paxos.RegisterProposerActor;
import io.troupe.actors.paxos.RegisterSetup;
import io.troupe.actors.paxos.RoleJournal;
import io.troupe.actors.paxos.SynodSetup;
import io.troupe.actors.spi.Surroundings;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.QuorumSystem;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** Starts the roles of Paxos on a node. Every node proposes and learns; the members accept. */
final class PaxosStart {
  private final NodeId self;
  private final TroupeSettings settings;
  private final NodeJournal journal;
  private final Surroundings surroundings;
  private final ActorRef<NodeCommand> node;
  private final Set<RolesId> started = new HashSet<>();

  PaxosStart(
      NodeId self,
      TroupeSettings settings,
      NodeJournal journal,
      Surroundings surroundings,
      ActorRef<NodeCommand> node) {
    this.self = self;
    this.settings = settings;
    this.journal = journal;
    this.surroundings = surroundings;
    this.node = node;
  }

  <V> Synod<V> synod(SynodSpec<V> spec) {
    RolesId id = RolesId.synod(spec.id());
    QuorumSystem quorums = begin(id);
    io.troupe.protocols.paxos.Synod synod =
        new io.troupe.protocols.paxos.Synod(quorums, quorums.acceptors());
    LogActor.JournalPlugin plugin = journal.plugin();
    started.add(id);
    SynodHandle<V> handle = new SynodHandle<>(spec, settings.paxos(), node, surroundings);
    RolesActor.Plan plan =
        (gateway, keeper) -> {
          SynodSetup setup =
              new SynodSetup(
                  spec.id(),
                  self,
                  synod,
                  settings.paxos().synod(),
                  settings.paxos().requestTimeoutNanos(),
                  surroundings,
                  keeper);
          Map<PaxosRole, RolesActor.Start> roles = new EnumMap<>(PaxosRole.class);
          roles.put(
              PaxosRole.PROPOSER,
              classic(ProposerActor.props(setup, journalOf(id, PaxosRole.PROPOSER, plugin))));
          if (synod.acceptors().contains(self)) {
            roles.put(
                PaxosRole.ACCEPTOR,
                classic(AcceptorActor.props(setup, journalOf(id, PaxosRole.ACCEPTOR, plugin))));
          }
          roles.put(
              PaxosRole.LEARNER,
              (context, name) ->
                  context.spawn(LearnerActor.create(setup), name, Node.DISPATCHER).unsafeUpcast());
          return new RolesActor.Setup(id, self, surroundings, gateway, roles, handle);
        };
    node.tell(new NodeCommand.StartRoles(id, plan));
    return handle;
  }

  <S> ReplicatedRegister<S> register(RegisterSpec<S> spec) {
    RolesId id = RolesId.register(spec.id());
    QuorumSystem quorums = begin(id);
    LogActor.JournalPlugin plugin = journal.plugin();
    started.add(id);
    PaxosSettings bounds = settings.paxos();
    RegisterHandle<S> handle = new RegisterHandle<>(spec, bounds, node);
    RolesActor.Plan plan =
        (gateway, keeper) -> {
          RegisterSetup setup =
              new RegisterSetup(spec.id(), self, quorums, bounds.register(), surroundings, keeper);
          Map<PaxosRole, RolesActor.Start> roles = new EnumMap<>(PaxosRole.class);
          roles.put(
              PaxosRole.PROPOSER,
              classic(
                  RegisterProposerActor.props(setup, journalOf(id, PaxosRole.PROPOSER, plugin))));
          if (quorums.acceptors().contains(self)) {
            roles.put(
                PaxosRole.ACCEPTOR,
                classic(
                    RegisterAcceptorActor.props(
                        setup,
                        journalOf(id, PaxosRole.ACCEPTOR, plugin),
                        bounds.compactAfterEvents())));
          }
          return new RolesActor.Setup(id, self, surroundings, gateway, roles, handle);
        };
    node.tell(new NodeCommand.StartRoles(id, plan));
    return handle;
  }

  private QuorumSystem begin(RolesId id) {
    QuorumSystem quorums = QuorumChoice.read(settings.config(), id);
    if (started.contains(id)) {
      throw new IllegalStateException(id + " is already started on this node");
    }
    return quorums;
  }

  private RoleJournal journalOf(RolesId id, PaxosRole role, LogActor.JournalPlugin plugin) {
    String name = role.name().toLowerCase(Locale.ROOT);
    return new RoleJournal(id.persistenceId(name, self), plugin.id(), plugin.config());
  }

  private static RolesActor.Start classic(Props props) {
    return (context, name) -> Adapter.toTyped(Adapter.actorOf(context, props, name));
  }
}
