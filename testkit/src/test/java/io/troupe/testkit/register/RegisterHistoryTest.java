package io.troupe.testkit.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.troupe.actors.Codec;
import io.troupe.actors.RegisterOutcome;
import io.troupe.actors.RegisterOutcome.Committed;
import io.troupe.actors.RegisterSpec;
import io.troupe.actors.ReplicatedRegister;
import io.troupe.actors.Troupe;
import io.troupe.testkit.linearizability.Bounds;
import io.troupe.testkit.linearizability.History;
import io.troupe.testkit.linearizability.HistoryRecorder;
import io.troupe.testkit.linearizability.LinearizabilityChecker;
import io.troupe.testkit.linearizability.Verdict;
import io.troupe.testkit.linearizability.models.KeyValueMap;
import io.troupe.testkit.linearizability.models.KeyValueMap.Cas;
import io.troupe.testkit.linearizability.models.KeyValueMap.Delete;
import io.troupe.testkit.linearizability.models.KeyValueMap.Done;
import io.troupe.testkit.linearizability.models.KeyValueMap.Get;
import io.troupe.testkit.linearizability.models.KeyValueMap.Input;
import io.troupe.testkit.linearizability.models.KeyValueMap.Output;
import io.troupe.testkit.linearizability.models.KeyValueMap.Put;
import io.troupe.testkit.linearizability.models.KeyValueMap.Swapped;
import io.troupe.testkit.linearizability.models.KeyValueMap.Value;
import io.troupe.testkit.multijvm.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of three nodes see, while one of the nodes stops and comes back. */
class RegisterHistoryTest {
  private static final long SEED = Long.getLong("troupe.seed", 20_261_125);
  private static final int CLIENTS = 6;
  private static final int OPERATIONS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  private final HistoryRecorder<Input<String, String>, Output<String>> recorder =
      new HistoryRecorder<>();
  private final List<Integer> ports = FreePorts.take(3);

  @Test
  void p33_p19_the_history_of_clients_on_all_nodes_is_linearizable() throws Exception {
    List<ActorSystem<Void>> nodes = new ArrayList<>();
    for (int node = 0; node < 3; node++) {
      nodes.add(start(node));
    }
    try {
      List<ReplicatedRegister<String>> registers =
          nodes.stream().map(RegisterHistoryTest::register).toList();
      CompletableFuture<?>[] clients = new CompletableFuture<?>[CLIENTS];
      for (int client = 0; client < CLIENTS; client++) {
        // The clients of the node that stops end with it, one third on the way.
        int operations = client % 3 == 2 ? OPERATIONS / 3 : OPERATIONS;
        clients[client] =
            work(registers.get(client % 3), client, new Random(SEED + client), operations)
                .toCompletableFuture();
      }
      CompletableFuture.allOf(clients[2], clients[5]).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      stop(nodes.get(2));
      nodes.set(2, start(2));
      ReplicatedRegister<String> back = register(nodes.get(2));
      CompletableFuture<?> again =
          work(back, 6, new Random(SEED + 6), OPERATIONS).toCompletableFuture();
      CompletableFuture.allOf(clients).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      again.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } finally {
      for (ActorSystem<Void> node : nodes) {
        stop(node);
      }
    }

    History<Input<String, String>, Output<String>> history = recorder.history();

    assertThat(history.operations().stream().filter(it -> !it.isUnknown()).count())
        .as("operations with an outcome, -Dtroupe.seed=%d", SEED)
        .isGreaterThan(CLIENTS * OPERATIONS / 4);
    assertThat(LinearizabilityChecker.check(new KeyValueMap<>(), history, Bounds.standard()))
        .as("-Dtroupe.seed=%d", SEED)
        .isInstanceOf(Verdict.Linearizable.class);
  }

  /** One operation after another. */
  private CompletionStage<Void> work(
      ReplicatedRegister<String> register, int client, Random random, int left) {
    if (left == 0) {
      return CompletableFuture.completedFuture(null);
    }
    Input<String, String> input = anything(random, client, left);
    long id = recorder.invoke(client, input);
    return ask(register, input)
        .thenAccept(outcome -> record(id, input, outcome))
        .thenComposeAsync(done -> work(register, client, random, left - 1));
  }

  private static Input<String, String> anything(Random random, int client, int left) {
    String key = "key-" + random.nextInt(3);
    String value = client + "." + left;
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Get<>(key);
      case 2, 3 -> new Put<>(key, value);
      case 4 -> new Delete<>(key);
      default -> new Cas<>(key, random.nextInt(CLIENTS) + "." + (left + random.nextInt(3)), value);
    };
  }

  private static CompletionStage<RegisterOutcome<String>> ask(
      ReplicatedRegister<String> register, Input<String, String> input) {
    if (input instanceof Put<String, String> put) {
      return register.write(put.key(), put.value());
    } else if (input instanceof Delete<String, String> delete) {
      return register.delete(delete.key());
    } else if (input instanceof Cas<String, String> cas) {
      return register.compareAndSet(
          cas.key(), Optional.of(cas.expected()), Optional.of(cas.update()));
    }
    return register.read(input.key());
  }

  private void record(long id, Input<String, String> input, RegisterOutcome<String> outcome) {
    if (outcome instanceof Committed<String> committed) {
      recorder.returned(id, output(input, committed));
    } else if (outcome instanceof RegisterOutcome.Rejected) {
      recorder.failed(id);
    } else {
      recorder.unknown(id);
    }
  }

  private static Output<String> output(Input<String, String> input, Committed<String> committed) {
    if (input instanceof Get) {
      return new Value<>(committed.after());
    } else if (input instanceof Cas<String, String> cas) {
      return new Swapped<>(committed.before().filter(cas.expected()::equals).isPresent());
    }
    return new Done<>();
  }

  private static ReplicatedRegister<String> register(ActorSystem<Void> node) {
    return Troupe.get(node).register(RegisterSpec.of("seats", Codec.utf8()));
  }

  private ActorSystem<Void> start(int node) {
    String contacts =
        ports.stream()
            .map(port -> "\"pekko://test@127.0.0.1:" + port + "\"")
            .collect(Collectors.joining(","));
    return ActorSystem.create(
        Behaviors.empty(),
        "test",
        ConfigFactory.parseString(
                """
                pekko.actor.provider = remote
                pekko.actor.allow-java-serialization = off
                pekko.remote.artery { transport = tcp, canonical.hostname = "127.0.0.1", canonical.port = %d }
                pekko.remote.artery.advanced.shutdown-flush-timeout = 100ms
                pekko.coordinated-shutdown.exit-jvm = off
                troupe {
                  node-id = node-%d
                  data-dir = "%s"
                  gateway.contact-points = [%s]
                  registers.seats.members = [node-1, node-2, node-3]
                  paxos.compact-after-events = 100
                }
                """
                    .formatted(
                        ports.get(node), node + 1, directory.resolve("node-" + node), contacts))
            .withFallback(ConfigFactory.load()));
  }

  private static void stop(ActorSystem<Void> node) throws Exception {
    node.terminate();
    node.getWhenTerminated().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
