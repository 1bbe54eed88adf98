package io.troupe.bench.journal;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.RecoveryCompleted;

/** Recovers, checks each event, tells how many there were, and stops. */
final class ReadingActor extends AbstractPersistentActor {
  private final int writer;
  private final int eventBytes;
  private final CompletableFuture<Long> events;
  private long count;

  private ReadingActor(int writer, int eventBytes, CompletableFuture<Long> events) {
    this.writer = writer;
    this.eventBytes = eventBytes;
    this.events = events;
  }

  static Props props(int writer, int eventBytes, CompletableFuture<Long> events) {
    return Props.create(ReadingActor.class, () -> new ReadingActor(writer, eventBytes, events));
  }

  @Override
  public String persistenceId() {
    return WritingActor.persistenceId(writer);
  }

  @Override
  public Receive createReceiveRecover() {
    return receiveBuilder()
        .match(byte[].class, event -> Events.check(event, writer, ++count, eventBytes))
        .match(RecoveryCompleted.class, completed -> end())
        .build();
  }

  private void end() {
    if (lastSequenceNr() == count) {
      events.complete(count);
    } else {
      events.completeExceptionally(
          new IllegalStateException(
              "writer " + writer + " has " + count + " events up to " + lastSequenceNr()));
    }
    getContext().stop(getSelf());
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder().build();
  }

  @Override
  public void onRecoveryFailure(Throwable cause, scala.Option<Object> event) {
    events.completeExceptionally(cause);
  }
}
