package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.Done;

/**
 * Wakes live queries when there is something new, so that none has to poll. What nobody watches
 * costs a look into a map.
 *
 * <p>Threads: any.
 */
final class Signals {
  private final Map<Topic, Set<Watch>> watches = new ConcurrentHashMap<>();
  private boolean closed;

  /** What can be watched. */
  sealed interface Topic {
    /** New events of one persistence id. */
    record Events(String persistenceId) implements Topic {}

    /** New events with one tag. */
    record Tag(String tag) implements Topic {}

    /** New persistence ids. */
    record Ids() implements Topic {}
  }

  /** One who watches a topic, until it is closed. */
  final class Watch implements AutoCloseable {
    private final Topic topic;
    private CompletableFuture<Done> next = new CompletableFuture<>();

    private Watch(Topic topic) {
      this.topic = topic;
    }

    /**
     * Completes at the next signal after this call. Who calls this, then reads, and waits if there
     * was nothing, misses nothing.
     */
    synchronized CompletionStage<Done> next() {
      return next;
    }

    private synchronized CompletableFuture<Done> renew() {
      CompletableFuture<Done> old = next;
      next = new CompletableFuture<>();
      return old;
    }

    private synchronized void fail() {
      next.completeExceptionally(new JournalException.Unavailable("the journal is closed"));
    }

    @Override
    public void close() {
      watches.computeIfPresent(
          topic,
          (watched, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }

  synchronized Watch watch(Topic topic) {
    Watch watch = new Watch(topic);
    if (closed) {
      watch.fail();
    } else {
      watches.compute(
          topic,
          (watched, all) -> {
            Set<Watch> some = all == null ? ConcurrentHashMap.newKeySet() : all;
            some.add(watch);
            return some;
          });
    }
    return watch;
  }

  boolean isAnythingWatched() {
    return !watches.isEmpty();
  }

  boolean isWatched(Topic topic) {
    return watches.containsKey(topic);
  }

  void fire(Topic topic) {
    watches.getOrDefault(topic, Set.of()).forEach(watch -> watch.renew().complete(Done.done()));
  }

  /** All who watch, now or later, are told that there is no more to come. */
  synchronized void close() {
    closed = true;
    watches.values().forEach(all -> all.forEach(Watch::fail));
  }
}
