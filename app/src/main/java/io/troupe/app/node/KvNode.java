package io.troupe.app.node;

import com.typesafe.config.Config;
import io.troupe.actors.Group;
import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.Troupe;
import io.troupe.app.http.HttpSettings;
import io.troupe.app.http.KvHttpServer;
import io.troupe.app.http.MemberView;
import io.troupe.app.kv.KeyValueMachine;
import io.troupe.app.kv.KvCodec;
import io.troupe.app.kv.KvCommand;
import io.troupe.app.kv.KvQuery;
import io.troupe.app.kv.KvReply;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running node: an ActorSystem, its replica of the group {@value #GROUP}, and its HTTP API. */
public final class KvNode implements AutoCloseable {
  public static final String GROUP = "kv";

  /** Part of every node's address, so that seed nodes are {@code pekko://troupe@host:port}. */
  public static final String SYSTEM_NAME = "troupe";

  private static final Logger LOG = LoggerFactory.getLogger(KvNode.class);
  private static final long START_TIMEOUT_SECONDS = 60;
  private static final long STOP_TIMEOUT_SECONDS = 15;

  private final ActorSystem<?> system;
  private final InetSocketAddress httpAddress;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private KvNode(ActorSystem<?> system, InetSocketAddress httpAddress) {
    this.system = system;
    this.httpAddress = httpAddress;
  }

  /**
   * Starts a node, and returns when its HTTP port is bound; the group may still be without a leader
   * then.
   *
   * @throws NodeStartException if something in the configuration or around the process is wrong;
   *     nothing is left running
   */
  public static KvNode start(Config config) throws NodeStartException {
    Optional<ActorSystem<Void>> started = Optional.empty();
    try {
      HttpSettings http = HttpSettings.from(config);
      ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), SYSTEM_NAME, config);
      started = Optional.of(system);
      return start(system, http);
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      started.ifPresent(KvNode::stopQuietly);
      throw StartFailures.explain(e, config);
    } catch (InterruptedException e) {
      started.ifPresent(KvNode::stopQuietly);
      Thread.currentThread().interrupt();
      throw new NodeStartException("interrupted while starting", e);
    }
  }

  private static KvNode start(ActorSystem<Void> system, HttpSettings http)
      throws ExecutionException, TimeoutException, InterruptedException {
    Group<KvCommand, KvQuery, KvReply> group =
        Troupe.get(system)
            .start(
                ReplicatedGroup.of(
                    GROUP,
                    KeyValueMachine::new,
                    KvCodec.commands(),
                    KvCodec.queries(),
                    KvCodec.replies()));
    Cluster cluster = Cluster.get(system);
    ServerBinding binding =
        KvHttpServer.bind(system, http, group, () -> MemberView.of(cluster.state()))
            .toCompletableFuture()
            .get(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    KvNode node = new KvNode(system, binding.localAddress());
    group
        .failure()
        .whenComplete(
            (nothing, failure) -> {
              if (failure != null) {
                node.stopOn(failure);
              }
            });
    return node;
  }

  /** Waits a while, so that the reason for the stop comes after whatever is logged meanwhile. */
  private static void stopQuietly(ActorSystem<?> system) {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The ActorSystem did not stop well after a start that failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public InetSocketAddress httpAddress() {
    return httpAddress;
  }

  /**
   * Completes when the node has stopped: empty if it was asked to, else with the reason, for a
   * person: the group has failed here, or the cluster has downed this node.
   */
  public CompletionStage<Optional<String>> stopped() {
    return system.getWhenTerminated().thenApply(done -> whyStopped());
  }

  private Optional<String> whyStopped() {
    @Nullable Throwable groupFailure = failure.get();
    if (groupFailure != null) {
      return Optional.of(String.valueOf(groupFailure.getMessage()));
    }
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(CoordinatedShutdown.clusterDowningReason()::equals)
        .map(reason -> "the Pekko Cluster has downed it; start it again");
  }

  private void stopOn(Throwable groupFailure) {
    LOG.error("The group {} failed on this node, which stops now", GROUP, groupFailure);
    failure.set(groupFailure);
    system.terminate();
  }

  /** Stops in order: no new requests, leadership handed over, cluster left, journal closed. */
  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
