package io.troupe.actors.node;

import io.troupe.actors.Group;
import io.troupe.actors.RegisterSpec;
import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.ReplicatedRegister;
import io.troupe.actors.Synod;
import io.troupe.actors.SynodSpec;
import io.troupe.actors.TroupeConfigurationException;
import io.troupe.actors.spi.Surroundings;
import io.troupe.actors.spi.SurroundingsSetup;
import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.DurableFile;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/**
 * Troupe in one ActorSystem: its data directory, its actors, and their part in the system's
 * shutdown. Behind {@link io.troupe.actors.Troupe}; internal. Thread-safe.
 */
public final class Node {
  /** Where everything on the path of a command runs. */
  static final String DISPATCHER_ID = "troupe.dispatcher";

  static final DispatcherSelector DISPATCHER = DispatcherSelector.fromConfig(DISPATCHER_ID);

  private final ActorSystem<?> system;
  private final Surroundings surroundings;
  private final TroupeSettings settings;
  private final Set<GroupId> started = new HashSet<>();
  private Optional<Running> running = Optional.empty();

  /**
   * @throws TroupeConfigurationException if a setting is unknown or wrong
   */
  public Node(ActorSystem<?> system) {
    this.system = system;
    this.surroundings =
        system
            .settings()
            .setup()
            .get(SurroundingsSetup.class)
            .map(setup -> setup.of(system))
            .orElseGet(() -> new ThisMachine(system));
    this.settings = TroupeSettings.from(system.settings().config(), surroundings.address());
    settings.nodeId().ifPresent(this::run);
  }

  /**
   * Starts the replica of a group.
   *
   * @throws TroupeConfigurationException if a setting is missing or wrong
   */
  public synchronized <C, Q, R> Group<C, Q, R> start(ReplicatedGroup<C, Q, R> group) {
    Running node = running();
    Membership membership = settings.votersOf(group.id(), node.self);
    if (started.contains(group.id())) {
      throw new IllegalStateException("group " + group.id() + " is already started on this node");
    }
    LogActor.JournalPlugin journal = node.journal.plugin();
    started.add(group.id());
    GroupHandle<C, Q, R> handle =
        new GroupHandle<>(group, settings.replica(), node.actor, surroundings);
    GroupActor.Plan plan =
        (gateway, parent) ->
            new GroupActor.Setup(
                new ReplicaActor.Setup(
                    untyped(group),
                    node.self,
                    membership,
                    settings.replica(),
                    journal,
                    node.directory.resolve("snapshots").resolve(group.id().value()),
                    surroundings,
                    gateway,
                    parent),
                handle);
    node.actor.tell(new NodeCommand.StartGroup(group.id(), handle, plan));
    return handle;
  }

  /**
   * Starts the roles of a decision.
   *
   * @throws TroupeConfigurationException if a setting is missing or wrong
   */
  public synchronized <V> Synod<V> synod(SynodSpec<V> synod) {
    return running().paxos.synod(synod);
  }

  /**
   * Starts the roles of replicated registers.
   *
   * @throws TroupeConfigurationException if a setting is missing or wrong
   */
  public synchronized <S> ReplicatedRegister<S> register(RegisterSpec<S> register) {
    return running().paxos.register(register);
  }

  private Running running() {
    return running.orElseThrow(
        () ->
            new TroupeConfigurationException(
                "troupe.node-id is not set: give each node a name of its own that never"
                    + " changes, e.g. troupe.node-id = node-1"));
  }

  private void run(NodeId self) {
    DataDirectory directory = openDataDirectory(self);
    // Before the system counts as terminated: whoever waits for that may start the node anew.
    Adapter.toClassic(system).registerOnTermination(directory::close);
    KnownNodes knownNodes;
    long incarnation;
    try {
      incarnation = nextIncarnation(directory);
      knownNodes = new KnownNodes(directory.resolve("known-nodes"));
    } catch (IOException unreadable) {
      directory.close();
      throw new TroupeConfigurationException(
          "troupe.data-dir: a file cannot be read or written: " + unreadable, unreadable);
    }
    NodeActor.GatewayPlan gateway =
        onDuplicate ->
            new GatewayActor.Setup(
                system.name(),
                self,
                directory.id(),
                incarnation,
                surroundings,
                knownNodes,
                settings.contactPoints(),
                settings.seekInterval(),
                settings.maxEnvelopeBytes(),
                settings.watchConnections(),
                onDuplicate);
    ActorRef<NodeCommand> actor =
        system.systemActorOf(NodeActor.create(gateway), "troupe", Props.empty());
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "troupe-hand-over",
            () -> handOver(actor));
    NodeJournal journal = new NodeJournal(settings, directory);
    PaxosStart paxos = new PaxosStart(self, settings, journal, surroundings, actor);
    running = Optional.of(new Running(self, directory, journal, actor, paxos));
  }

  private DataDirectory openDataDirectory(NodeId self) {
    try {
      return DataDirectory.open(
          settings.dataDir(), Map.of("cluster", system.name(), "node-id", self.value()));
    } catch (DataDirectoryException refused) {
      throw new TroupeConfigurationException("troupe.data-dir: " + refused.getMessage(), refused);
    }
  }

  /** Larger than in any earlier life, also when the clock was set back. */
  private long nextIncarnation(DataDirectory directory) throws IOException {
    Path file = directory.resolve("incarnation");
    long last = Files.exists(file) ? ByteBuffer.wrap(DurableFile.readAll(file)).getLong() : 0;
    long next = Math.max(last + 1, surroundings.currentTimeMillis());
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(next).array();
    DurableFile.write(file, out -> out.write(bytes));
    return next;
  }

  private static CompletionStage<Done> handOver(ActorRef<NodeCommand> actor) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    actor.tell(new NodeCommand.HandOver(done));
    return done;
  }

  /** Inside, values are what the group's own codecs and machine make of them. */
  @SuppressWarnings("unchecked")
  private static ReplicatedGroup<Object, Object, Object> untyped(ReplicatedGroup<?, ?, ?> group) {
    return (ReplicatedGroup<Object, Object, Object>) group;
  }

  private record Running(
      NodeId self,
      DataDirectory directory,
      NodeJournal journal,
      ActorRef<NodeCommand> actor,
      PaxosStart paxos) {}
}
