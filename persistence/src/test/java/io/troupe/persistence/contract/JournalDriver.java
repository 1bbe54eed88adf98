package io.troupe.persistence.contract;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.PersistentEnvelope;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.testkit.javadsl.TestKit;
import scala.jdk.javaapi.CollectionConverters;

/** Speaks Pekko's journal protocol with the journal, as a persistent actor would. */
public final class JournalDriver implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ActorSystem system;
  private final ActorRef journal;

  public JournalDriver(Config config) {
    system =
        ActorSystem.create(
            "journal", config.withFallback(Visit.CONFIG).withFallback(ConfigFactory.load()));
    journal = Persistence.get(system).journalFor("", ConfigFactory.empty());
  }

  public ActorSystem system() {
    return system;
  }

  /** What the journal answered to one request. */
  public record Answers(List<Object> all) {
    public <T> List<T> of(Class<T> type) {
      return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public Throwable failure() {
      return of(JournalProtocol.WriteMessageFailure.class).get(0).cause();
    }
  }

  public static AtomicWrite atomic(String id, String writer, long from, Object... payloads) {
    List<PersistentRepr> events =
        IntStream.range(0, payloads.length)
            .mapToObj(i -> event(id, writer, from + i, payloads[i]))
            .toList();
    return AtomicWrite.apply(CollectionConverters.asScala(events).toList());
  }

  public static AtomicWrite atomic(PersistentRepr event) {
    return AtomicWrite.apply(event);
  }

  private static PersistentRepr event(String id, String writer, long sequenceNr, Object payload) {
    return PersistentRepr.apply(payload, sequenceNr, id, "", false, ActorRef.noSender(), writer);
  }

  /** Writes events {@code "a-FROM" ... "a-TO"}, each alone, in one request. */
  public Answers write(String id, String writer, long from, long to) {
    return write(
        LongStream.rangeClosed(from, to)
            .mapToObj(n -> atomic(id, writer, n, "a-" + n))
            .toArray(AtomicWrite[]::new));
  }

  public Answers write(AtomicWrite... writes) {
    TestKit probe = send(writes);
    return answers(probe, writes);
  }

  /** Writes one event, {@code "ID-NUMBER"}, with tags. */
  public void writeTagged(String id, long sequenceNr, String... tags) {
    Tagged event = new Tagged(id + "-" + sequenceNr, Set.of(tags));
    write(atomic(id, "11111111-2222-3333-4444-555555555555", sequenceNr, event));
  }

  /** Only sends; {@link #answers} collects. */
  public TestKit send(AtomicWrite... writes) {
    TestKit probe = new TestKit(system);
    List<PersistentEnvelope> envelopes = List.of(writes);
    journal.tell(
        new JournalProtocol.WriteMessages(
            CollectionConverters.asScala(envelopes).toList(), probe.getRef(), 1),
        probe.getRef());
    return probe;
  }

  public Answers answers(TestKit probe, AtomicWrite... writes) {
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
  public Object delete(String id, long to) {
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
  public record Replayed(List<PersistentRepr> events, Object end) {
    public List<Long> numbers() {
      return events.stream().map(PersistentRepr::sequenceNr).toList();
    }

    public List<Object> payloads() {
      return events.stream().map(PersistentRepr::payload).toList();
    }

    public long highest() {
      return ((JournalProtocol.RecoverySuccess) end).highestSequenceNr();
    }

    public Throwable failure() {
      return ((JournalProtocol.ReplayMessagesFailure) end).cause();
    }
  }

  public Replayed replay(String id) {
    return replay(id, 1, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  public Replayed replay(String id, long from, long to, long max) {
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
