package io.troupe.bench.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;

/**
 * Persistent actors on a journal plugin: an ActorSystem with Pekko's default dispatcher, and each
 * plugin with its own defaults.
 */
final class PersistentActors implements Contestant {
  private static final long SECONDS_MAX = 240;

  private final String name;
  private final String plugin;
  private final List<String> shown;
  private final boolean useNative;

  private PersistentActors(String name, String plugin, List<String> shown, boolean useNative) {
    this.name = name;
    this.plugin = plugin;
    this.shown = shown;
    this.useNative = useNative;
  }

  static PersistentActors onPekkosPlugin(String name, boolean useNative) {
    return new PersistentActors(
        name,
        "pekko.persistence.journal.leveldb",
        List.of("native", "fsync", "checksum"),
        useNative);
  }

  static PersistentActors onTroupe(String name, boolean useNative) {
    return new PersistentActors(
        name,
        "troupe.persistence.leveldb.journal",
        List.of("native", "fsync", "verify-checksums", "max-batch-bytes"),
        useNative);
  }

  /** What the actors alone cost: Pekko's journal in memory. */
  static PersistentActors inMemory(String name) {
    return new PersistentActors(name, "pekko.persistence.journal.inmem", List.of(), false);
  }

  @Override
  public boolean isDurable() {
    return !plugin.endsWith(".inmem");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SortedMap<String, String> settings() {
    Config section = config(Path.of("unused")).getConfig(plugin);
    SortedMap<String, String> settings = new TreeMap<>();
    shown.forEach(key -> settings.put(key, section.getString(key)));
    settings.put("plugin", plugin);
    return settings;
  }

  private Config config(Path directory) {
    return ConfigFactory.parseString(
            """
            pekko {
              loglevel = WARNING
              stdout-loglevel = WARNING
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              actor.allow-java-serialization = off
              persistence.journal.plugin = "%s"
              persistence.snapshot-store.plugin = "pekko.persistence.no-snapshot-store"
            }
            %s { dir = "%s", native = %s, fsync = on }
            """
                .formatted(plugin, plugin, directory, useNative))
        .withFallback(ConfigFactory.load());
  }

  @Override
  public Store open(Path directory) {
    return new Open(ActorSystem.create("bench", config(directory)));
  }

  private record Open(ActorSystem system) implements Store {

    @Override
    public void write(int writers, int atOnce, int eventBytes, Meter meter) {
      for (int writer = 0; writer < writers; writer++) {
        system.actorOf(WritingActor.props(writer, atOnce, eventBytes, meter));
      }
    }

    @Override
    public void fill(int writers, int eventsEach, int eventBytes) {
      CountDownLatch done = new CountDownLatch(writers);
      Meter none = new Meter(0);
      try {
        none.stop(0);
        for (int writer = 0; writer < writers; writer++) {
          system
              .actorOf(WritingActor.props(writer, 1, eventBytes, none))
              .tell(new WritingActor.Fill(eventsEach, done), ActorRef.noSender());
        }
        if (!done.await(SECONDS_MAX, TimeUnit.SECONDS)) {
          throw new IllegalStateException("not filled in time: " + none.problems());
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }

    @Override
    public long[] readAll(int writers, int eventBytes) {
      List<CompletableFuture<Long>> counts = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        CompletableFuture<Long> count = new CompletableFuture<>();
        counts.add(count);
        system.actorOf(ReadingActor.props(writer, eventBytes, count));
      }
      try {
        CompletableFuture.allOf(counts.toArray(CompletableFuture[]::new))
            .get(SECONDS_MAX, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw interrupted(e);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("not all could be read", e);
      }
      return counts.stream().mapToLong(CompletableFuture::join).toArray();
    }

    @Override
    public void close() {
      system.terminate();
      try {
        system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw interrupted(e);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("the actor system did not stop", e);
      }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
      Thread.currentThread().interrupt();
      return new IllegalStateException("interrupted", e);
    }
  }
}
