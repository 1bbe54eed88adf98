package io.troupe.bench.troupe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.actors.Group;
import io.troupe.actors.GroupStatus;
import io.troupe.actors.Outcome;
import io.troupe.actors.Troupe;
import io.troupe.bench.AppliedValues;
import io.troupe.bench.ClusterSpec;
import io.troupe.bench.Completion;
import io.troupe.bench.ReplicatedSystem;
import io.troupe.protocols.raft.RoleKind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A Troupe group on three ActorSystems over Artery TCP, with the embedded journal and fsync on. As
 * with every system here, the client sits in the leader's process.
 */
public final class TroupeGroup implements ReplicatedSystem {
  public static final String NAME = "troupe";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<AppliedValues> applied = new ArrayList<>();
  private final List<ActorSystem<Void>> systems = new ArrayList<>();
  private final List<Group<ByteBuffer, ByteBuffer, ByteBuffer>> groups = new ArrayList<>();
  private final Group<ByteBuffer, ByteBuffer, ByteBuffer> leader;
  private final Config config;

  private TroupeGroup(ClusterSpec spec) {
    for (int node = 0; node < ClusterSpec.NODES; node++) {
      Config settings = config(spec, node);
      AppliedValues values = new AppliedValues();
      ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "bench", settings);
      applied.add(values);
      systems.add(system);
      groups.add(Troupe.get(system).start(ValueMachine.group(values)));
    }
    this.config = systems.get(0).settings().config();
    this.leader = groups.get(awaitLeader());
  }

  public static ReplicatedSystem start(ClusterSpec spec) {
    return new TroupeGroup(spec);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    for (String key :
        List.of(
            "troupe.persistence.leveldb.journal.fsync",
            "troupe.client.max-frame-bytes",
            "troupe.client.max-writes-in-flight",
            "troupe.raft.max-message-bytes")) {
      settings.put(key, config.getString(key));
    }
    settings.put("transport", "Artery TCP");
    return settings;
  }

  @Override
  public void write(byte[] value, Completion completion) {
    leader.write(ByteBuffer.wrap(value)).thenAccept(outcome -> complete(outcome, completion));
  }

  private static void complete(Outcome<ByteBuffer> outcome, Completion completion) {
    if (outcome instanceof Outcome.Committed) {
      completion.succeeded();
    } else if (outcome instanceof Outcome.Rejected<ByteBuffer> rejected) {
      completion.failed(rejected.reason() + ": " + rejected.message());
    } else if (outcome instanceof Outcome.Unknown<ByteBuffer> unknown) {
      completion.unknown(unknown.message());
    }
  }

  @Override
  public List<AppliedValues> applied() {
    return List.copyOf(applied);
  }

  @Override
  public void close() {
    systems.forEach(ActorSystem::terminate);
    for (ActorSystem<Void> system : systems) {
      try {
        system
            .getWhenTerminated()
            .toCompletableFuture()
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("a node did not stop", e);
      }
    }
  }

  private int awaitLeader() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (int node = 0; node < groups.size(); node++) {
        GroupStatus status = groups.get(node).status().toCompletableFuture().join();
        if (status.role() == RoleKind.LEADER && status.commitIndex() == status.lastIndex()) {
          return node;
        }
      }
      Thread.onSpinWait();
    }
    throw new IllegalStateException("no leader within " + PATIENCE);
  }

  private static Config config(ClusterSpec spec, int node) {
    String contacts =
        spec.ports().stream()
            .map(port -> "\"pekko://bench@" + ClusterSpec.HOST + ":" + port + "\"")
            .collect(Collectors.joining(","));
    return ConfigFactory.parseString(
            """
            pekko {
              actor { provider = remote, allow-java-serialization = off }
              remote.warn-about-direct-use = off
              remote.artery {
                transport = tcp
                canonical { hostname = "%s", port = %d }
              }
              coordinated-shutdown.exit-jvm = off
              loglevel = WARNING
              stdout-loglevel = WARNING
            }
            troupe {
              node-id = node-%d
              data-dir = "%s"
              gateway.contact-points = [%s]
              groups.bench.voters = [node-0, node-1, node-2]
            }
            """
                .formatted(
                    ClusterSpec.HOST,
                    spec.ports().get(node),
                    node,
                    spec.directoryOf(node),
                    contacts))
        .withFallback(ConfigFactory.load());
  }
}
