package io.troupe.actors.paxos;

import com.typesafe.config.ConfigFactory;
import java.util.UUID;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** One ActorSystem for roles by themselves, with a journal in memory and one that is broken. */
final class RoleKit implements AutoCloseable {
  private static final String INMEM = "pekko.persistence.journal.inmem";

  private final ActorTestKit kit =
      ActorTestKit.create(
          "roles",
          ConfigFactory.parseString(
                  """
                  pekko.actor.provider = local
                  pekko.actor.allow-java-serialization = off
                  broken { class = "io.troupe.actors.paxos.BrokenJournal" }
                  """)
              .withFallback(ConfigFactory.load()));

  /** A keeper of roles. */
  TestProbe<RoleReport> keeper() {
    return kit.createTestProbe();
  }

  ActorTestKit kit() {
    return kit;
  }

  /** A journal in memory, where each name has one. */
  static RoleJournal journal(String persistenceId) {
    return new RoleJournal(persistenceId, INMEM, ConfigFactory.empty());
  }

  /** A journal that can write nothing. */
  static RoleJournal brokenJournal(String persistenceId) {
    return new RoleJournal(persistenceId, "broken", ConfigFactory.empty());
  }

  /** Starts a role, and waits until it has read its journal back. */
  ActorRef<Object> start(Props props, TestProbe<RoleReport> keeper) {
    ActorRef<Object> started =
        Adapter.toTyped(
            ((ExtendedActorSystem) Adapter.toClassic(kit.system()))
                .systemActorOf(props, UUID.randomUUID().toString()));
    RoleReport first = nextButSends(keeper);
    if (first instanceof RoleReport.Recovered) {
      return started;
    }
    throw new AssertionError(first);
  }

  /** Ends a life, and begins the next. */
  ActorRef<Object> restart(ActorRef<Object> role, Props props, TestProbe<RoleReport> keeper) {
    Adapter.toClassic(kit.system()).stop(Adapter.toClassic(role));
    keeper.expectTerminated(role);
    return start(props, keeper);
  }

  /** On a slow machine, roles ask again. */
  static RoleReport nextButSends(TestProbe<RoleReport> keeper) {
    RoleReport report = keeper.receiveMessage();
    while (report instanceof RoleReport.Send) {
      report = keeper.receiveMessage();
    }
    return report;
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
