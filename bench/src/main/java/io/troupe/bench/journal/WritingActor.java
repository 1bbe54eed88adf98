package io.troupe.bench.journal;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;

/** A persistent actor with one write under way at a time, or with many for {@link Fill}. */
final class WritingActor extends AbstractPersistentActor {
  private static final String NEXT = "next";
  private static final int EVENTS_AT_ONCE = 500;

  private final int writer;
  private final int atOnce;
  private final int eventBytes;
  private final Meter meter;

  private WritingActor(int writer, int atOnce, int eventBytes, Meter meter) {
    this.writer = writer;
    this.atOnce = atOnce;
    this.eventBytes = eventBytes;
    this.meter = meter;
  }

  static Props props(int writer, int atOnce, int eventBytes, Meter meter) {
    return Props.create(
        WritingActor.class, () -> new WritingActor(writer, atOnce, eventBytes, meter));
  }

  static String persistenceId(int writer) {
    return "writer-" + writer;
  }

  /** Asks for so many events in large atomic writes. */
  record Fill(int events, CountDownLatch done) {}

  @Override
  public String persistenceId() {
    return persistenceId(writer);
  }

  @Override
  public void preStart() throws Exception {
    super.preStart();
    if (!meter.isStopping()) {
      getSelf().tell(NEXT, getSelf());
    }
  }

  @Override
  public Receive createReceiveRecover() {
    return receiveBuilder().build();
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .matchEquals(NEXT, next -> writeNext())
        .match(Fill.class, fill -> fill(fill.events, fill.done))
        .build();
  }

  /** As a command would: the events are the answer to a message. */
  private void writeNext() {
    if (meter.isStopping()) {
      meter.ended();
      return;
    }
    long start = System.nanoTime();
    List<byte[]> events = next(atOnce);
    byte[] last = events.get(atOnce - 1);
    persistAll(
        events,
        event -> {
          meter.acknowledged(writer, System.nanoTime() - start);
          if (event == last) {
            getSelf().tell(NEXT, getSelf());
          }
        });
  }

  private List<byte[]> next(int count) {
    long first = lastSequenceNr() + 1;
    return LongStream.range(first, first + count)
        .mapToObj(number -> Events.encode(writer, number, eventBytes))
        .toList();
  }

  private void fill(int left, CountDownLatch done) {
    if (left == 0) {
      done.countDown();
      return;
    }
    int count = Math.min(left, EVENTS_AT_ONCE);
    persistAll(next(count), event -> {});
    deferAsync(NEXT, persisted -> getSelf().tell(new Fill(left - count, done), getSelf()));
  }

  @Override
  public void onPersistFailure(Throwable cause, Object event, long sequenceNr) {
    meter.failed("writer " + writer + ", event " + sequenceNr + ": " + cause);
  }

  @Override
  public void onPersistRejected(Throwable cause, Object event, long sequenceNr) {
    meter.failed("writer " + writer + ", event " + sequenceNr + " rejected: " + cause);
  }

  @Override
  public void onRecoveryFailure(Throwable cause, scala.Option<Object> event) {
    meter.failed("writer " + writer + " did not start: " + cause);
  }
}
