package io.troupe.persistence.leveldb;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.PersistentEnvelope;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.testkit.javadsl.TestKit;
import scala.jdk.javaapi.CollectionConverters;

/** Speaks Pekko's journal protocol with the journal, as a persistent actor would. */
final class JournalDriver implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ActorSystem system;
  private final ActorRef journal;

  JournalDriver(Config config) {
    system = ActorSystem.create("journal", config.withFallback(ConfigFactory.load()));
    journal = Persistence.get(system).journalFor("", ConfigFactory.empty());
  }

  static Config config(Path directory, boolean useNative) {
    return ConfigFactory.parseString(
        String.format(
            "pekko.persistence.journal.plugin = troupe.persistence.leveldb.journal%n"
                + "pekko.persistence.snapshot-store.plugin ="
                + " troupe.persistence.leveldb.snapshot-store%n"
                + "pekko.loggers = [\"org.apache.pekko.event.slf4j.Slf4jLogger\"]%n"
                + "pekko.logging-filter ="
                + " \"org.apache.pekko.event.slf4j.Slf4jLoggingFilter\"%n"
                + "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off%n"
                + "troupe.persistence.leveldb.journal { dir = \"%s\", native = %s }%n"
                + "troupe.persistence.leveldb.snapshot-store.dir = \"%s\"%n",
            directory.resolve("journal"), useNative, directory.resolve("snapshots")));
  }

  ActorSystem system() {
    return system;
  }

  /** What the journal answered to one request. */
  record Answers(List<Object> all) {
    <T> List<T> of(Class<T> type) {
      return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Throwable failure() {
      return of(JournalProtocol.WriteMessageFailure.class).get(0).cause();
    }
  }

  static AtomicWrite atomic(String id, String writer, long from, Object... payloads) {
    List<PersistentRepr> events =
        IntStream.range(0, payloads.length)
            .mapToObj(i -> event(id, writer, from + i, payloads[i]))
            .toList();
    return AtomicWrite.apply(CollectionConverters.asScala(events).toList());
  }

  static AtomicWrite atomic(PersistentRepr event) {
    return AtomicWrite.apply(event);
  }

  private static PersistentRepr event(String id, String writer, long sequenceNr, Object payload) {
    return PersistentRepr.apply(payload, sequenceNr, id, "", false, ActorRef.noSender(), writer);
  }

  /** Writes events {@code "a-FROM" ... "a-TO"}, each alone, in one request. */
  Answers write(String id, String writer, long from, long to) {
    return write(
        LongStream.rangeClosed(from, to)
            .mapToObj(n -> atomic(id, writer, n, "a-" + n))
            .toArray(AtomicWrite[]::new));
  }

  Answers write(AtomicWrite... writes) {
    TestKit probe = send(writes);
    return answers(probe, writes);
  }

  /** Only sends; {@link #answers} collects. */
  TestKit send(AtomicWrite... writes) {
    TestKit probe = new TestKit(system);
    List<PersistentEnvelope> envelopes = List.of(writes);
    journal.tell(
        new JournalProtocol.WriteMessages(
            CollectionConverters.asScala(envelopes).toList(), probe.getRef(), 1),
        probe.getRef());
    return probe;
  }

  Answers answers(TestKit probe, AtomicWrite... writes) {
    int events = 0;
    for (AtomicWrite write : writes) {
      events += write.size();
    }
    List<Object> answers = new ArrayList<>();
    for (int i = 0; i < events + 1; i++) {
      answers.add(probe.expectMsgAnyClassOf(PATIENCE, Object.class));
    }
    return new Answers(answers);
  }

  /** Deletes and returns the journal's answer. */
  Object delete(String id, long to) {
    TestKit probe = new TestKit(system);
    journal.tell(new JournalProtocol.DeleteMessagesTo(id, to, probe.getRef()), probe.getRef());
    return probe.expectMsgAnyClassOf(PATIENCE, Object.class);
  }

  /**
   * What a replay gave.
   *
   * @param end {@link JournalProtocol.RecoverySuccess} or {@link
   *     JournalProtocol.ReplayMessagesFailure}
   */
  record Replayed(List<PersistentRepr> events, Object end) {
    List<Long> numbers() {
      return events.stream().map(PersistentRepr::sequenceNr).toList();
    }

    List<Object> payloads() {
      return events.stream().map(PersistentRepr::payload).toList();
    }

    long highest() {
      return ((JournalProtocol.RecoverySuccess) end).highestSequenceNr();
    }

    Throwable failure() {
      return ((JournalProtocol.ReplayMessagesFailure) end).cause();
    }
  }

  Replayed replay(String id) {
    return replay(id, 1, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  Replayed replay(String id, long from, long to, long max) {
    TestKit probe = new TestKit(system);
    journal.tell(
        new JournalProtocol.ReplayMessages(from, to, max, id, probe.getRef()), probe.getRef());
    List<PersistentRepr> events = new ArrayList<>();
    while (true) {
      Object answer = probe.expectMsgAnyClassOf(PATIENCE, Object.class);
      if (answer instanceof JournalProtocol.ReplayedMessage replayed) {
        events.add(replayed.persistent());
      } else {
        return new Replayed(events, answer);
      }
    }
  }

  /** Stops the actor system and with it the journal. */
  @Override
  public void close() {
    TestKit.shutdownActorSystem(system);
  }
}
