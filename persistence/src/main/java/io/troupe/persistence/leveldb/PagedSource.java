package io.troupe.persistence.leveldb;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/**
 * What a query gives, as a stream: the next page is read when the last was consumed.
 *
 * @param <E> one item
 */
final class PagedSource<E> {
  /** Reads from behind one place up to another, in the terms of {@link Page#last}. */
  interface Reader<E> {
    /**
     * What reads the page, once all that is queued at the time of this call is durable. May itself
     * wait for the disk.
     */
    Supplier<Page<E>> page(Pages pages, long after, long to);
  }

  private final EventStore store;
  private final ExecutionContext reads;
  private final Reader<E> reader;

  PagedSource(EventStore store, ExecutionContext reads, Reader<E> reader) {
    this.store = store;
    this.reads = reads;
    this.reader = reader;
  }

  /**
   * What is there when the stream starts.
   *
   * @param end the last of it; may wait for the disk
   */
  Source<E, NotUsed> current(long after, LongSupplier end) {
    return lazily(
        () ->
            Source.completionStage(FutureConverters.asJava(Futures.future(end::getAsLong, reads)))
                .flatMapConcat(to -> from(after, to, Optional.empty())));
  }

  /** What is there and what comes, up to a place, if it is ever reached. */
  Source<E, NotUsed> live(Signals.Topic topic, long after, long to) {
    return lazily(
        () -> {
          Signals.Watch watch = store.signals().watch(topic);
          return from(after, to, Optional.of(watch))
              .watchTermination(
                  (notUsed, done) -> {
                    done.whenComplete((ended, failure) -> watch.close());
                    return notUsed;
                  });
        });
  }

  private static <E> Source<E, NotUsed> lazily(
      org.apache.pekko.japi.function.Creator<Source<E, NotUsed>> source) {
    return Source.lazySource(source).mapMaterializedValue(started -> NotUsed.getInstance());
  }

  private Source<E, NotUsed> from(long after, long to, Optional<Signals.Watch> watch) {
    return Source.unfoldAsync(after, at -> next(at, to, watch)).mapConcat(page -> page);
  }

  private CompletionStage<Optional<Pair<Long, List<E>>>> next(
      long after, long to, Optional<Signals.Watch> watch) {
    if (after >= to) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Optional<CompletionStage<?>> news = watch.map(Signals.Watch::next);
    Future<Page<E>> read =
        Futures.future(() -> reader.page(store.pages(), after, to), reads)
            .flatMap(page -> store.pending().map(durable -> page.get(), reads), reads);
    return FutureConverters.asJava(read)
        .thenCompose(
            page -> {
              if (!page.isEnd() || !page.items().isEmpty()) {
                long goOn = page.isEnd() && watch.isEmpty() ? to : page.last();
                return CompletableFuture.completedFuture(
                    Optional.of(Pair.create(goOn, page.items())));
              }
              return news.map(signal -> signal.thenCompose(any -> next(page.last(), to, watch)))
                  .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
            });
  }
}
