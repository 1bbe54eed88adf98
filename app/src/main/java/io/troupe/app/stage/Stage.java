package io.troupe.app.stage;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.actors.Troupe;
import io.troupe.protocols.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;

/**
 * Some nodes in one thread, under virtual time. Time goes on only when nothing is left to do, and
 * then to the next moment at which something is due: so waiting costs nothing, and the same seed
 * gives the same play.
 *
 * <p>Not thread-safe: whoever makes a stage is its thread. Journals are kept in memory.
 */
public final class Stage implements AutoCloseable {
  static final String NAME = "stage";

  /** The group that every node votes in. */
  public static final String GROUP = NAME;

  /** The decision that every node accepts for. */
  public static final String SYNOD = NAME;

  private static final int PORT = 1;
  private static final String GATEWAY = "/system/troupe/gateway";
  private static final Duration ACQUAINTANCE = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofMinutes(1);

  /** Of the wall's clock: a play that does not end is a mistake of ours. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Turns turns = new Turns();
  private final Agenda agenda = new Agenda();
  private final Map<NodeId, Performer> performers = new TreeMap<>();
  private final Audience audience;
  private final Network network;
  private final SplittableRandom chance;
  private final Path directory;
  private final long givenUpNanos = System.nanoTime() + PATIENCE.toNanos();
  private long nowNanos;
  private long curtainNanos;

  /**
   * Starts nodes, and lets them meet. Nothing is lost, and nothing shown, until then.
   *
   * @param lossPercent of all messages between nodes, 0 to 100
   */
  public Stage(List<NodeId> nodes, long seed, int lossPercent, Audience audience) {
    this.audience = audience;
    this.chance = new SplittableRandom(seed);
    this.network = new Network(new StageCrew(), audience, chance.split(), lossPercent);
    try {
      this.directory = Files.createTempDirectory("troupe-stage-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (NodeId node : nodes) {
      SplittableRandom own = chance.split();
      performers.put(
          node,
          new Performer(
              node,
              config(node, nodes),
              turns,
              system -> new StageMachine(this, node, system, own)));
    }
    turns.stayAlone();
    performers.values().forEach(performer -> Troupe.get(performer.system()));
    playUntil(() -> false, ACQUAINTANCE);
    curtainNanos = nowNanos;
    network.beginToLose();
  }

  /** Since the nodes have met. */
  public long nowNanos() {
    return nowNanos - curtainNanos;
  }

  /** The system of a node, to start something in. */
  public ActorSystem<?> system(NodeId node) {
    return performer(node).system();
  }

  /** Lets something happen after a while. */
  public void after(Duration delay, Runnable act) {
    agenda.add(nowNanos + delay.toNanos(), act);
  }

  /** A node is gone, for good; what it has sent is still on its way. */
  public void crash(NodeId node) {
    performer(node).crash();
  }

  public boolean isCrashed(NodeId node) {
    return performer(node).isCrashed();
  }

  /** Splits the network into sides that do not hear each other. */
  public void split(List<Set<NodeId>> sides) {
    network.split(sides);
  }

  public void heal() {
    network.heal();
  }

  /**
   * Plays until {@code done}, which is asked whenever nothing is left to do at a moment.
   *
   * @param longest virtual time after which it ends in any case
   * @return whether it was done
   */
  public boolean playUntil(BooleanSupplier done, Duration longest) {
    long end = nowNanos + longest.toNanos();
    turns.runAll();
    while (!done.getAsBoolean()) {
      OptionalLong next = nextDueNanos();
      if (next.isEmpty() || next.getAsLong() > end) {
        nowNanos = end;
        return false;
      } else if (System.nanoTime() - givenUpNanos > 0) {
        throw new IllegalStateException(
            "the play did not end within " + PATIENCE.toSeconds() + " s");
      }
      nowNanos = Math.max(nowNanos, next.getAsLong());
      agenda.runDue(nowNanos);
      turns.runAll();
      for (Performer performer : performers.values()) {
        if (!performer.isCrashed()) {
          performer.scheduler().advanceTo(nowNanos);
          performer.scheduler().runDue();
        }
      }
      turns.runAll();
    }
    return true;
  }

  private OptionalLong nextDueNanos() {
    return Stream.concat(
            Stream.of(agenda.nextDueNanos()),
            performers.values().stream()
                .filter(performer -> !performer.isCrashed())
                .map(performer -> performer.scheduler().nextDueNanos()))
        .flatMapToLong(OptionalLong::stream)
        .min();
  }

  /** Stops all nodes, and deletes their directories. */
  @Override
  public void close() {
    network.split(List.of(Set.of()));
    performers.values().forEach(Performer::bury);
    playUntil(() -> performers.values().stream().allMatch(Performer::isTerminated), CLOSING);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The clock of all nodes. */
  long clockNanos() {
    return nowNanos;
  }

  void post(NodeId from, NodeId to, Object message) {
    network.post(from, to, message);
  }

  Audience audience() {
    return audience;
  }

  /**
   * The node that is reached there.
   *
   * @throws IllegalArgumentException if there is none
   */
  NodeId nodeAt(String address) {
    return performers.keySet().stream()
        .filter(node -> addressOf(node).toString().equals(address))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(address));
  }

  private Performer performer(NodeId node) {
    return Optional.ofNullable(performers.get(node)).orElseThrow();
  }

  static Address addressOf(NodeId node) {
    return new Address("pekko", NAME, node.value(), PORT);
  }

  private Config config(NodeId node, List<NodeId> nodes) {
    String contacts =
        nodes.stream().map(peer -> "\"" + addressOf(peer) + "\"").collect(Collectors.joining(", "));
    String all = nodes.stream().map(NodeId::value).collect(Collectors.joining(", "));
    return ConfigFactory.parseString(
            """
            troupe.node-id = %s
            troupe.data-dir = "%s"
            troupe.gateway.contact-points = [%s]
            troupe.groups.%s.voters = [%s]
            troupe.synods.%s.members = [%s]
            """
                .formatted(node, directory.resolve(node.value()), contacts, GROUP, all, SYNOD, all))
        .withFallback(ConfigFactory.parseResources(Stage.class, "stage.conf"))
        .withFallback(ConfigFactory.load());
  }

  private final class StageCrew implements Network.Crew {
    @Override
    public long nowNanos() {
      return nowNanos;
    }

    @Override
    public void at(long nanos, Runnable act) {
      agenda.add(nanos, act);
    }

    @Override
    public boolean isCrashed(NodeId node) {
      return performer(node).isCrashed();
    }

    /** Through the wire format, as between machines. */
    @Override
    public void deliver(NodeId from, NodeId to, Object message) {
      Serialization there = SerializationExtension.get(Adapter.toClassic(performer(from).system()));
      Serialization here = SerializationExtension.get(Adapter.toClassic(performer(to).system()));
      byte[] bytes = there.serialize(message).get();
      var serializer = there.findSerializerFor(message);
      Object copy =
          here.deserialize(
                  bytes, serializer.identifier(), Serializers.manifestFor(serializer, message))
              .get();
      ActorRefResolver.get(performer(to).system())
          .<Object>resolveActorRef("pekko://" + NAME + GATEWAY)
          .tell(copy);
    }
  }
}
