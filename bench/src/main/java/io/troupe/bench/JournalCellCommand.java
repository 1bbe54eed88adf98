package io.troupe.bench;

import io.troupe.bench.journal.CommitSizes;
import io.troupe.bench.journal.Contestant;
import io.troupe.bench.journal.Contestant.Store;
import io.troupe.bench.journal.Contestants;
import io.troupe.bench.journal.Meter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes one run of the journal benchmark in this JVM. {@link JournalCommand} forks it. */
@Command(
    name = "journal-cell",
    hidden = true,
    description = "One run in this JVM; started by 'journal'.")
final class JournalCellCommand implements Callable<Integer> {
  static final int EXIT_EVENTS_LOST = 3;

  /** The load of the warm-up, whatever is measured after it: one writer would never compile. */
  private static final int WARM_UP_WRITERS = 128;

  private static final int WARM_UP_BYTES = 128;

  /** Under the load to measure, before the measured time. */
  private static final double SETTLE_SECONDS = 1;

  private static final long DRAIN_SECONDS_MAX = 60;

  @Option(names = "--contestant", required = true)
  private String name = "";

  @Option(names = "--kind", required = true)
  private JournalCell.Kind kind = JournalCell.Kind.WRITE;

  @Option(names = "--bytes", required = true)
  private int eventBytes;

  @Option(names = "--writers", required = true)
  private int writers;

  @Option(names = "--at-once", required = true)
  private int atOnce;

  @Option(names = "--warmup", required = true)
  private double warmupSeconds;

  @Option(names = "--seconds", required = true)
  private double seconds;

  @Option(names = "--events", required = true)
  private int replayedEvents;

  @Option(names = "--dir", required = true)
  private Path directory = Path.of("");

  @Option(names = "--result", required = true)
  private Path resultFile = Path.of("");

  @Override
  public Integer call() throws InterruptedException, IOException {
    CellCommand.endWithParent();
    Contestant contestant = Contestants.named(name);
    try {
      RunResult result = kind == JournalCell.Kind.WRITE ? write(contestant) : replay(contestant);
      result.save(resultFile);
      return 0;
    } catch (IllegalStateException e) {
      System.err.println(name + ": " + e.getMessage() + ", " + e.getCause());
      return EXIT_EVENTS_LOST;
    }
  }

  private RunResult write(Contestant contestant) throws InterruptedException, IOException {
    warmUp(contestant, directory.resolve("warm-up"));
    Meter meter = new Meter(writers);
    Path measured = directory.resolve("measured");
    Histogram latencies;
    ResourceUse used;
    double batch;
    try (Store store = contestant.open(measured);
        CommitSizes sizes = new CommitSizes()) {
      store.write(writers, atOnce, eventBytes, meter);
      pause(SETTLE_SECONDS);
      ResourceUse before = ResourceUse.now();
      meter.restart();
      pause(seconds);
      latencies = meter.restart();
      used = ResourceUse.now().minus(before);
      batch = sizes.mean();
      stop(meter);
    }
    long verified = contestant.isDurable() ? verify(contestant, measured, meter.acknowledged()) : 0;
    double events = latencies.getTotalCount();
    return RunResult.of(events, latencies, used, batch, verified, 0, settings(contestant));
  }

  /** In a store of its own, so that what it leaves on disk is not compacted while measuring. */
  private void warmUp(Contestant contestant, Path throwaway)
      throws InterruptedException, IOException {
    if (warmupSeconds > 0) {
      Meter meter = new Meter(WARM_UP_WRITERS);
      try (Store store = contestant.open(throwaway)) {
        store.write(WARM_UP_WRITERS, 1, WARM_UP_BYTES, meter);
        pause(warmupSeconds);
        stop(meter);
      }
      ForkedJvm.delete(throwaway);
    }
  }

  private static void stop(Meter meter) throws InterruptedException {
    if (!meter.stop(DRAIN_SECONDS_MAX)) {
      throw new IllegalStateException("some writes never completed after the load stopped");
    }
    if (!meter.problems().isEmpty()) {
      throw new IllegalStateException("writes failed, first " + meter.problems().peek());
    }
  }

  /** Opens the store again and reads all. */
  private long verify(Contestant contestant, Path measured, long[] acknowledged) {
    try (Store store = contestant.open(measured)) {
      long[] read = store.readAll(writers, eventBytes);
      if (!Arrays.equals(read, acknowledged)) {
        int lost = Arrays.mismatch(read, acknowledged);
        throw new IllegalStateException(
            String.format(
                "writer %d was told of %d events, but has %d",
                lost, acknowledged[lost], read[lost]));
      }
      return Arrays.stream(read).sum();
    }
  }

  private RunResult replay(Contestant contestant) {
    Path measured = directory.resolve("measured");
    int each = replayedEvents / writers;
    if (contestant.isDurable()) {
      try (Store store = contestant.open(measured)) {
        store.fill(writers, each, eventBytes);
      }
    }
    try (Store store = contestant.open(measured)) {
      if (!contestant.isDurable()) {
        store.fill(writers, each, eventBytes);
      }
      replayFor(store, each, warmupSeconds);
      ResourceUse before = ResourceUse.now();
      Histogram times = replayFor(store, each, seconds);
      ResourceUse used = ResourceUse.now().minus(before);
      long events = times.getTotalCount() * each * writers;
      return RunResult.of((double) events, times, used, 0, events, 0, settings(contestant));
    }
  }

  /** How long each replay of everything took. */
  private Histogram replayFor(Store store, int each, double forSeconds) {
    Histogram times = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    long begin = System.nanoTime();
    do {
      long start = System.nanoTime();
      long[] read = store.readAll(writers, eventBytes);
      times.recordValue(System.nanoTime() - start);
      if (Arrays.stream(read).anyMatch(count -> count != each)) {
        throw new IllegalStateException("not all " + each + " events of each writer were read");
      }
    } while (System.nanoTime() - begin < forSeconds * 1e9);
    return times;
  }

  private static String settings(Contestant contestant) {
    return contestant.settings().entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void pause(double seconds) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep((long) (seconds * 1e9));
  }
}
