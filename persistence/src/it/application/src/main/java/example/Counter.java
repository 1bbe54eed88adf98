package example;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;

/** The whole application: a counter that outlives its process. */
public final class Counter extends EventSourcedBehavior<Counter.Add, String, String> {
  public record Add(int number, ActorRef<String> replyTo) {}

  private Counter() {
    super(PersistenceId.ofUniqueId("counter"));
  }

  @Override
  public String emptyState() {
    return "0";
  }

  @Override
  public CommandHandler<Add, String, String> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(
            Add.class,
            add ->
                Effect()
                    .persist(Integer.toString(add.number()))
                    .thenReply(add.replyTo(), sum -> sum))
        .build();
  }

  @Override
  public EventHandler<String, String> eventHandler() {
    return newEventHandlerBuilder()
        .forAnyState()
        .onAnyEvent((sum, added) -> Integer.toString(Integer.parseInt(sum) + Integer.parseInt(added)));
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(10, 2).withDeleteEventsOnSnapshot();
  }

  /** Starts, adds a number so many times, stops; returns the sum. */
  public static String run(Config config, int number, int times) throws Exception {
    ActorSystem<Add> system = ActorSystem.create(new Counter(), "counter", config);
    try {
      String sum = "";
      for (int i = 0; i < times; i++) {
        CompletionStage<String> added =
            AskPattern.ask(
                system,
                replyTo -> new Add(number, replyTo),
                Duration.ofSeconds(20),
                system.scheduler());
        sum = added.toCompletableFuture().get();
      }
      return sum;
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get();
    }
  }
}
