package io.troupe.bench.troupe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.bench.ClusterSpec;
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
 * Three ActorSystems over Artery TCP, with the embedded journal and fsync on: node-0, node-1 and
 * node-2.
 */
public final class TroupeNodes implements AutoCloseable {
  /** How long anything may take to start or to stop. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<ActorSystem<Void>> systems = new ArrayList<>();

  /**
   * Starts them.
   *
   * @param settings of Troupe, beside the defaults
   */
  public TroupeNodes(ClusterSpec spec, String settings) {
    for (int node = 0; node < ClusterSpec.NODES; node++) {
      systems.add(ActorSystem.create(Behaviors.empty(), "bench", config(spec, node, settings)));
    }
  }

  public List<ActorSystem<Void>> systems() {
    return List.copyOf(systems);
  }

  /** The values of these keys, for the report. */
  public SortedMap<String, String> settings(List<String> keys) {
    Config config = systems.get(0).settings().config();
    SortedMap<String, String> settings = new TreeMap<>();
    keys.forEach(key -> settings.put(key, config.getString(key)));
    settings.put("transport", "Artery TCP");
    return settings;
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

  private static Config config(ClusterSpec spec, int node, String settings) {
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
            }
            """
                .formatted(
                    ClusterSpec.HOST,
                    spec.ports().get(node),
                    node,
                    spec.directoryOf(node),
                    contacts))
        .withFallback(ConfigFactory.parseString(settings))
        .withFallback(ConfigFactory.load());
  }
}
