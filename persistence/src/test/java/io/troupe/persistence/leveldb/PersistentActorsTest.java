package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.SnapshotOffer;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stock Pekko persistent actors, unchanged, on the journal and snapshot store. */
class PersistentActorsTest {
  @TempDir Path directory;

  private ActorTestKit start(boolean useNative) {
    return ActorTestKit.create(
        Plugins.config(directory, useNative).withFallback(ConfigFactory.load()));
  }

  /** Sums numbers; an event is a decimal number, or "tagged N" with a tag. */
  static final class Adder extends EventSourcedBehavior<Adder.Command, String, String> {
    sealed interface Command {}

    record Add(String number, ActorRef<String> replyTo) implements Command {}

    record Get(ActorRef<String> replyTo) implements Command {}

    private Adder(String id) {
      super(PersistenceId.ofUniqueId(id));
    }

    static Behavior<Command> create(String id) {
      return new Adder(id);
    }

    @Override
    public String emptyState() {
      return "0";
    }

    @Override
    public CommandHandler<Command, String, String> commandHandler() {
      return newCommandHandlerBuilder()
          .forAnyState()
          .onCommand(
              Add.class, add -> Effect().persist(add.number()).thenReply(add.replyTo(), sum -> sum))
          .onCommand(Get.class, get -> Effect().reply(get.replyTo(), "recovered"))
          .build();
    }

    @Override
    public EventHandler<String, String> eventHandler() {
      return newEventHandlerBuilder()
          .forAnyState()
          .onAnyEvent((sum, number) -> Long.toString(Long.parseLong(sum) + Long.parseLong(number)));
    }

    @Override
    public RetentionCriteria retentionCriteria() {
      return RetentionCriteria.snapshotEvery(10, 2).withDeleteEventsOnSnapshot();
    }

    @Override
    public Set<String> tagsFor(String event) {
      return Set.of("all", "number-" + event);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_event_sourced_behavior_with_snapshots_tags_and_deletion_recovers_its_state(
      boolean useNative) {
    ActorTestKit first = start(useNative);
    TestProbe<String> replies = first.createTestProbe();
    ActorRef<Adder.Command> adder = first.spawn(Adder.create("adder"));
    IntStream.rangeClosed(1, 57)
        .forEach(i -> adder.tell(new Adder.Add(Integer.toString(i), replies.getRef())));
    List<String> sums = replies.receiveSeveralMessages(57);
    assertThat(sums.get(56)).isEqualTo(Integer.toString(57 * 58 / 2));
    first.shutdownTestKit();

    ActorTestKit second = start(useNative);
    TestProbe<String> again = second.createTestProbe();
    ActorRef<Adder.Command> recovered = second.spawn(Adder.create("adder"));
    recovered.tell(new Adder.Add("0", again.getRef()));

    assertThat(again.receiveMessage()).isEqualTo(Integer.toString(57 * 58 / 2));
    second.shutdownTestKit();
  }

  /** Persists what it is sent in every way the classic API has, and tells its listener. */
  static final class Classic extends AbstractPersistentActor {
    private final org.apache.pekko.actor.ActorRef listener;
    private final List<String> seen = new ArrayList<>();

    Classic(org.apache.pekko.actor.ActorRef listener) {
      this.listener = listener;
    }

    @Override
    public String persistenceId() {
      return "classic";
    }

    @Override
    public AbstractActor.Receive createReceiveRecover() {
      return receiveBuilder()
          .match(String.class, seen::add)
          .match(SnapshotOffer.class, offer -> {})
          .build();
    }

    @Override
    public AbstractActor.Receive createReceive() {
      return receiveBuilder()
          .matchEquals(
              "events",
              ask -> {
                persist("one", this::saw);
                persistAsync("two", this::saw);
                persistAll(List.of("three", "four"), this::saw);
                persistAllAsync(List.of("five", "six", "seven"), this::saw);
                deferAsync("deferred", done -> listener.tell(done, getSelf()));
              })
          .matchEquals(
              "unserializable",
              ask -> {
                persistAsync(new Object(), event -> {});
                persist("after", this::saw);
                deferAsync("deferred", done -> listener.tell(done, getSelf()));
              })
          .matchEquals("seen", ask -> listener.tell(List.copyOf(seen), getSelf()))
          .build();
    }

    private void saw(String event) {
      seen.add(event);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_classic_actor_keeps_its_order_through_every_way_to_persist_and_through_a_rejection(
      boolean useNative) {
    List<String> expected = List.of("one", "two", "three", "four", "five", "six", "seven", "after");
    for (int start = 0; start < 2; start++) {
      ActorSystem system =
          ActorSystem.create(
              "classic", Plugins.config(directory, useNative).withFallback(ConfigFactory.load()));
      TestKit probe = new TestKit(system);
      var actor = system.actorOf(classic(probe.getRef()));
      if (start == 0) {
        actor.tell("events", probe.getRef());
        probe.expectMsg("deferred");
        actor.tell("unserializable", probe.getRef());
        probe.expectMsg("deferred");
      }
      actor.tell("seen", probe.getRef());
      probe.expectMsg(expected);
      TestKit.shutdownActorSystem(system);
    }
  }

  private static Props classic(org.apache.pekko.actor.ActorRef listener) {
    return Props.create(Classic.class, () -> new Classic(listener));
  }
}
