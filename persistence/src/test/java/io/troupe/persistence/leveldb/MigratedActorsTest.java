package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.leveldb.PersistentActorsTest.Adder;
import io.troupe.persistence.leveldb.PersistentActorsTest.Classic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The change that an application makes to leave Pekko's LevelDB plugin: it migrates the journal and
 * names another plugin. Its snapshots stay where they are.
 */
class MigratedActorsTest {
  @TempDir Path directory;

  @BeforeAll
  static void syncWholeLogs() {
    StockJournal.syncWholeLogs();
  }

  private ActorTestKit start(Config journal) {
    Config snapshots =
        ConfigFactory.parseString(
            String.format(
                "pekko.persistence.snapshot-store { plugin ="
                    + " pekko.persistence.snapshot-store.local%n local.dir = \"%s\" }",
                directory.resolve("snapshots")));
    return ActorTestKit.create(
        snapshots.withFallback(journal).withFallback(ConfigFactory.load()).resolve());
  }

  private static String add(ActorTestKit kit, ActorRef<Adder.Command> adder, int from, int to) {
    TestProbe<String> replies = kit.createTestProbe();
    IntStream.rangeClosed(from, to)
        .forEach(i -> adder.tell(new Adder.Add(Integer.toString(i), replies.getRef())));
    List<String> sums = replies.receiveSeveralMessages(to - from + 1);
    return sums.get(sums.size() - 1);
  }

  @Test
  void actors_go_on_where_they_were_on_the_old_journal() throws Exception {
    List<String> classic = List.of("one", "two", "three", "four", "five", "six", "seven");
    fill(classic);

    migrate();

    ActorTestKit kit = start(Plugins.config(directory, true));
    try {
      TestKit probe = new TestKit(Adapter.toClassic(kit.system()));
      classic(kit, probe).tell("seen", probe.getRef());
      probe.expectMsg(classic);
      assertThat(add(kit, kit.spawn(Adder.create("adder")), 58, 60))
          .isEqualTo(Integer.toString(60 * 61 / 2));
      List<Object> tagged = tagged(kit);
      assertThat(tagged).endsWith("57", "58", "59", "60").doesNotHaveDuplicates();
    } finally {
      kit.shutdownTestKit();
    }
  }

  private void fill(List<String> classic) {
    ActorTestKit kit = start(StockJournal.config(directory.resolve("old"), true));
    try {
      TestKit probe = new TestKit(Adapter.toClassic(kit.system()));
      var actor = classic(kit, probe);
      actor.tell("events", probe.getRef());
      probe.expectMsg("deferred");
      actor.tell("seen", probe.getRef());
      probe.expectMsg(classic);
      assertThat(add(kit, kit.spawn(Adder.create("adder")), 1, 57))
          .isEqualTo(Integer.toString(57 * 58 / 2));
    } finally {
      kit.shutdownTestKit();
    }
  }

  private void migrate() throws IOException {
    JournalFiles.migrate(
        directory.resolve("old"), directory.resolve("journal"), (done, total) -> {});
  }

  /** Only a guardian starts top-level actors in a typed system; so this one has a parent. */
  private static org.apache.pekko.actor.ActorRef classic(ActorTestKit kit, TestKit probe) {
    Props props = Props.create(Classic.class, () -> new Classic(probe.getRef()));
    TestProbe<org.apache.pekko.actor.ActorRef> started = kit.createTestProbe();
    kit.spawn(
        Behaviors.<Void>setup(
            context -> {
              started.getRef().tell(Adapter.actorOf(context, props));
              return Behaviors.empty();
            }));
    return started.receiveMessage();
  }

  private static List<Object> tagged(ActorTestKit kit) throws Exception {
    return PersistenceQuery.get(kit.system())
        .getReadJournalFor(LeveldbReadJournal.class, LeveldbReadJournal.IDENTIFIER)
        .currentEventsByTag("all", Offset.noOffset())
        .map(EventEnvelope::event)
        .runWith(Sink.seq(), kit.system())
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }
}
