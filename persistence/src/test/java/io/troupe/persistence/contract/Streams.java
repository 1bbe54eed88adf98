package io.troupe.persistence.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;

/** What queries give, in the hands of a test. */
public final class Streams {
  private static final long PATIENCE_SECONDS = 20;

  private Streams() {}

  /** A stream that ends. */
  public static <T> List<T> all(Source<T, NotUsed> source, ActorSystem system) {
    return get(source.runWith(Sink.seq(), system));
  }

  /** Waits; throws what the stage failed with. */
  public static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A stream that is pulled by hand. */
  public static final class Live<T> {
    private final SinkQueueWithCancel<T> queue;

    public Live(Source<T, NotUsed> source, ActorSystem system) {
      queue = source.runWith(Sink.queue(), system);
    }

    /** The next element, when it comes; empty at the end. */
    public CompletionStage<Optional<T>> next() {
      return queue.pull();
    }

    /** Waits for so many elements. */
    public List<T> take(int count) {
      List<T> taken = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        taken.add(get(next()).orElseThrow());
      }
      return taken;
    }
  }

  public static List<Long> sequenceNrs(List<EventEnvelope> events) {
    return events.stream().map(EventEnvelope::sequenceNr).toList();
  }

  public static List<Object> payloads(List<EventEnvelope> events) {
    return events.stream().map(EventEnvelope::event).toList();
  }
}
