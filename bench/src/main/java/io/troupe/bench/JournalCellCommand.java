package io.troupe.bench;

import io.troupe.bench.journal.Contestant;
import io.troupe.bench.journal.Contestant.Store;
import io.troupe.bench.journal.Contestants;
import io.troupe.bench.journal.Meter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes one run of the journal benchmark in this JVM. {@link JournalCommand} forks it. */
@Command(
    name = "journal-cell",
    hidden = true,
    description = "One run in this JVM; started by 'journal'.")
final class JournalCellCommand implements Callable<Integer> {
  /** The load of the warm-up, whatever is measured after it: one writer would never compile. */
  private static final int WARM_UP_WRITERS = 128;

  private static final int WARM_UP_BYTES = 128;

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

  @Option(names = "--events", required = true)
  private int replayedEvents;

  @Mixin private CellRun run = new CellRun();

  @Override
  public Integer call() throws InterruptedException, IOException {
    Contestant contestant = Contestants.named(name);
    return run.run(
        name, () -> kind == JournalCell.Kind.WRITE ? write(contestant) : replay(contestant));
  }

  private RunResult write(Contestant contestant) throws InterruptedException, IOException {
    warmUp(contestant, run.warmUpDirectory());
    Meter meter = new Meter(writers);
    CellRun.Measured measured;
    try (Store store = contestant.open(run.measuredDirectory())) {
      measured =
          run.measure(
              () -> {
                store.write(writers, atOnce, eventBytes, meter);
                return meter;
              });
    }
    long verified = contestant.isDurable() ? verify(contestant, meter.acknowledged()) : 0;
    return measured.result(verified, 0, contestant.settings());
  }

  /** In a store of its own, so that what it leaves on disk is not compacted while measuring. */
  private void warmUp(Contestant contestant, Path throwaway)
      throws InterruptedException, IOException {
    if (run.warmupSeconds() > 0) {
      try (Store store = contestant.open(throwaway)) {
        run.warmUp(
            () -> {
              Meter meter = new Meter(WARM_UP_WRITERS);
              store.write(WARM_UP_WRITERS, 1, WARM_UP_BYTES, meter);
              return meter;
            });
      }
      ForkedJvm.delete(throwaway);
    }
  }

  /** Opens the store again and reads all. */
  private long verify(Contestant contestant, long[] acknowledged) {
    try (Store store = contestant.open(run.measuredDirectory())) {
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
    Path measured = run.measuredDirectory();
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
      replayFor(store, each, run.warmupSeconds());
      ResourceUse before = ResourceUse.now();
      Histogram times = replayFor(store, each, run.seconds());
      ResourceUse used = ResourceUse.now().minus(before);
      long events = times.getTotalCount() * each * writers;
      return RunResult.of(
          (double) events, times, used, 0, events, 0, CellRun.text(contestant.settings()));
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
}
