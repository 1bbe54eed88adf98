package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock Cluster Sharding, whose own records of what is to be started are on the journal too. */
class RememberedEntitiesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final EntityTypeKey<String> KEY = EntityTypeKey.create(String.class, "Word");

  @TempDir Path directory;

  private Config config() {
    return ConfigFactory.parseString(
            """
            pekko.actor.provider = cluster
            pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
            pekko.cluster.jmx.enabled = off
            pekko.cluster.sharding {
              number-of-shards = 3
              remember-entities = on
              remember-entities-store = eventsourced
            }
            """)
        .withFallback(Plugins.config(directory, true))
        .withFallback(ConfigFactory.load());
  }

  /** An entity that appends what it is told, and tells what it knows when it has recovered. */
  static final class Word extends EventSourcedBehavior<String, String, String> {
    private final String id;
    private final ActorRef<String> observer;

    private Word(String id, ActorRef<String> observer) {
      super(PersistenceId.of(KEY.name(), id));
      this.id = id;
      this.observer = observer;
    }

    static Behavior<String> create(String id, ActorRef<String> observer) {
      return new Word(id, observer);
    }

    @Override
    public String emptyState() {
      return "";
    }

    @Override
    public CommandHandler<String, String, String> commandHandler() {
      return newCommandHandlerBuilder()
          .forAnyState()
          .onAnyCommand(
              part -> Effect().persist(part).thenRun(word -> observer.tell(id + " is " + word)));
    }

    @Override
    public EventHandler<String, String> eventHandler() {
      return newEventHandlerBuilder().forAnyState().onAnyEvent((word, part) -> word + part);
    }

    @Override
    public SignalHandler<String> signalHandler() {
      return newSignalHandlerBuilder()
          .onSignal(
              RecoveryCompleted.instance(), word -> observer.tell(id + " recovered as " + word))
          .build();
    }
  }

  private interface Steps {
    void run(ClusterSharding sharding, TestProbe<String> observed);
  }

  private void onOneNode(Steps steps) {
    ActorTestKit kit = ActorTestKit.create("Words", config());
    try {
      Cluster cluster = Cluster.get(kit.system());
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
      TestProbe<String> observed = kit.createTestProbe();
      ClusterSharding sharding = ClusterSharding.get(kit.system());
      sharding.init(Entity.of(KEY, entity -> Word.create(entity.getEntityId(), observed.getRef())));
      steps.run(sharding, observed);
    } finally {
      kit.shutdownTestKit();
    }
  }

  private static List<String> receive(TestProbe<String> observed, int messages) {
    return observed.receiveSeveralMessages(messages, PATIENCE);
  }

  @Test
  void remembered_entities_start_with_the_node_and_have_their_state() {
    onOneNode(
        (sharding, observed) -> {
          sharding.entityRefFor(KEY, "a").tell("al");
          sharding.entityRefFor(KEY, "b").tell("be");
          sharding.entityRefFor(KEY, "a").tell("pha");
          assertThat(receive(observed, 5))
              .contains("a recovered as ", "a is al", "a is alpha", "b recovered as ", "b is be");
        });

    onOneNode(
        (sharding, observed) ->
            assertThat(receive(observed, 2))
                .containsExactlyInAnyOrder("a recovered as alpha", "b recovered as be"));
  }
}
