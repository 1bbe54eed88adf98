package io.troupe.actors.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.troupe.actors.Group;
import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.TroupeConfigurationException;
import io.troupe.actors.spi.Surroundings;
import io.troupe.actors.spi.SurroundingsSetup;
import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.DurableFile;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.LeveldbJournal;
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
  private static final String EMBEDDED_JOURNAL = "troupe.persistence.leveldb.journal";
  private static final String OWN_JOURNAL = "troupe.log.journal";

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
    Running node =
        running.orElseThrow(
            () ->
                new TroupeConfigurationException(
                    "troupe.node-id is not set: give each node a name of its own that never"
                        + " changes, e.g. troupe.node-id = node-1"));
    Membership membership = settings.votersOf(group.id(), node.self);
    if (started.contains(group.id())) {
      throw new IllegalStateException("group " + group.id() + " is already started on this node");
    }
    LogActor.JournalPlugin journal = journal(node.directory);
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
    running = Optional.of(new Running(self, directory, actor));
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

  /** The embedded journal in the data directory, under an id of its own, or the configured one. */
  private LogActor.JournalPlugin journal(DataDirectory directory) {
    if (settings.journalPluginId().isPresent()) {
      return new LogActor.JournalPlugin(settings.journalPluginId().get(), ConfigFactory.empty());
    }
    Path journal = directory.resolve("journal");
    Config config =
        settings
            .config()
            .getConfig(EMBEDDED_JOURNAL)
            .withValue("dir", ConfigValueFactory.fromAnyRef(journal.toString()))
            .withValue("plugin-dispatcher", ConfigValueFactory.fromAnyRef(DISPATCHER_ID))
            .atPath(OWN_JOURNAL);
    if (started.isEmpty()) {
      requireUsable(directory, config);
    }
    return new LogActor.JournalPlugin(OWN_JOURNAL, config);
  }

  /** A damaged journal is told now, by name, not by recoveries that time out. */
  private void requireUsable(DataDirectory directory, Config journal) {
    JournalIdentity identity = new JournalIdentity(directory);
    try {
      identity.check();
      LeveldbJournal.requireUsable(journal.withFallback(settings.config()), OWN_JOURNAL);
      identity.remember();
    } catch (IOException | JournalException | ConfigException unusable) {
      throw new TroupeConfigurationException(
          "the journal cannot be used: " + unusable.getMessage(), unusable);
    }
  }

  /** Inside, values are what the group's own codecs and machine make of them. */
  @SuppressWarnings("unchecked")
  private static ReplicatedGroup<Object, Object, Object> untyped(ReplicatedGroup<?, ?, ?> group) {
    return (ReplicatedGroup<Object, Object, Object>) group;
  }

  private record Running(NodeId self, DataDirectory directory, ActorRef<NodeCommand> actor) {}
}
