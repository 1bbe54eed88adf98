package io.troupe.app.stage;

import com.typesafe.config.Config;
import io.troupe.actors.spi.Surroundings;
import io.troupe.actors.spi.SurroundingsSetup;
import io.troupe.protocols.NodeId;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import scala.concurrent.ExecutionContext;

/** One node: an ActorSystem whose every turn is run by the stage, or kept while it is crashed. */
final class Performer {
  private final NodeId node;
  private final Turns turns;
  private final ActorSystem<Void> system;
  private final VirtualScheduler scheduler;
  private final ArrayDeque<Runnable> kept = new ArrayDeque<>();
  private boolean crashed;

  Performer(
      NodeId node,
      Config config,
      Turns turns,
      Function<ActorSystem<?>, Surroundings> surroundings) {
    this.node = node;
    this.turns = turns;
    Executor executor = runnable -> turns.add(() -> take(runnable));
    ActorSystemSetup setup =
        ActorSystemSetup.create(
            BootstrapSetup.create(config)
                .withDefaultExecutionContext(ExecutionContext.fromExecutor(executor)),
            new SurroundingsSetup(surroundings));
    // A system that starts waits for its loggers, which are actors: so not in the stage's thread.
    CompletableFuture<ActorSystem<Void>> starting =
        CompletableFuture.supplyAsync(
            () -> ActorSystem.create(Behaviors.empty(), Stage.NAME, setup));
    turns.runUntil(starting::isDone);
    this.system = starting.join();
    this.scheduler = (VirtualScheduler) Adapter.toClassic(system).scheduler();
  }

  NodeId node() {
    return node;
  }

  ActorSystem<Void> system() {
    return system;
  }

  VirtualScheduler scheduler() {
    return scheduler;
  }

  boolean isCrashed() {
    return crashed;
  }

  /** From now on it does nothing, as a process that is gone. */
  void crash() {
    crashed = true;
  }

  /** So that it can be stopped in order, and leaves nothing behind; nobody hears it any more. */
  void bury() {
    crashed = false;
    kept.forEach(runnable -> turns.add(() -> take(runnable)));
    kept.clear();
    system.terminate();
  }

  boolean isTerminated() {
    return system.getWhenTerminated().toCompletableFuture().isDone();
  }

  private void take(Runnable runnable) {
    if (crashed) {
      kept.add(runnable);
    } else {
      runnable.run();
    }
  }
}
