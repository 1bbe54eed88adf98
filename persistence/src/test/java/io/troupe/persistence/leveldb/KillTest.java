package io.troupe.persistence.leveldb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a JVM that writes and deletes events of several persistence ids, in a journal
 * of each engine, at random moments, again and again on the same directories. A failure names the
 * seed ({@code -Dtroupe.seed}) and keeps the directory; the moments are the machine's.
 */
class KillTest {
  private static final long SEED = Long.getLong("troupe.seed", System.nanoTime());
  private static final int ACKNOWLEDGED_MOST = 2_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private final Random random = new Random(SEED);
  private final Map<String, Ledger> ledgers =
      Map.of(KilledWriter.NATIVE, new Ledger(), KilledWriter.JAVA, new Ledger());

  @Test
  void every_acknowledged_event_is_there_in_order_after_kill_9() throws Exception {
    kill(10);
  }

  @Tag("soak")
  @Test
  void every_acknowledged_event_is_there_in_order_after_hundreds_of_kills() throws Exception {
    int kills = Integer.getInteger("troupe.kills", 200);
    long started = System.nanoTime();

    kill(kills);

    System.out.printf("%d kills in %d s, seed %d%n", kills, seconds(started), SEED);
    ledgers.forEach(
        (engine, ledger) ->
            System.out.printf("  %s engine: %,d acknowledged events%n", engine, ledger.events()));
  }

  private static long seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1_000_000_000;
  }

  private void kill(int times) throws Exception {
    List<String> engines = List.of(KilledWriter.NATIVE, KilledWriter.JAVA);
    for (int kill = 1; kill <= times; kill++) {
      if (random.nextInt(4) == 0) {
        KilledWriter.killSoon(random, directory, engines, this::note);
      } else {
        int writes = 1 + random.nextInt(ACKNOWLEDGED_MOST);
        KilledWriter.killAfter(writes, directory, engines, this::note);
      }
      for (String engine : engines) {
        assertKept(engine, "seed " + SEED + ", kill " + kill + ", " + directory.resolve(engine));
      }
    }
  }

  private void note(String line) {
    ledgers.forEach(
        (engine, ledger) -> {
          if (line.contains(" " + engine + "-")) {
            ledger.note(line);
          }
        });
  }

  private void assertKept(String engine, String as) throws Exception {
    boolean useNative = engine.equals(KilledWriter.NATIVE);
    EventStore store = open(Workload.settings(directory.resolve(engine), useNative), as);
    try {
      ledgers.getOrDefault(engine, new Ledger()).assertKept(store, as);
    } finally {
      store.close();
    }
  }

  private static EventStore open(JournalSettings settings, String as) {
    try {
      return EventStore.open(settings);
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(as + ": the journal does not open", e);
    }
  }
}
