package io.troupe.app.soak;

import io.troupe.app.soak.Answer.Answered;
import io.troupe.app.soak.Answer.Unknown;
import io.troupe.app.soak.Request.Get;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What has happened so far, in numbers. Thread-safe. */
final class Tally {
  /** A failover takes less, so that a longer outage is worth a look. */
  private static final Duration REMARKABLE = Duration.ofSeconds(2);

  private long startNanos = System.nanoTime();
  private final Map<String, Integer> faults = new TreeMap<>();
  private final List<String> diary = new ArrayList<>();
  private int answered;
  private int writes;
  private int withoutEffect;
  private int unknown;
  private long lastWriteNanos = startNanos;
  private long longestOutageNanos;
  private String newestFault = "none";
  private String newestFaultOfLongest = newestFault;

  /** The load begins now: times count from here. */
  synchronized void start() {
    startNanos = System.nanoTime();
    lastWriteNanos = startNanos;
  }

  synchronized void answer(Request request, Answer answer) {
    if (answer instanceof Answered) {
      answered++;
      if (!(request instanceof Get)) {
        writes++;
        noteOutage();
        lastWriteNanos = System.nanoTime();
      }
    } else if (answer instanceof Unknown) {
      unknown++;
    } else {
      withoutEffect++;
    }
  }

  private void noteOutage() {
    long outageNanos = System.nanoTime() - lastWriteNanos;
    if (outageNanos > longestOutageNanos) {
      longestOutageNanos = outageNanos;
      newestFaultOfLongest = newestFault;
    }
    if (outageNanos > REMARKABLE.toNanos()) {
      diary(
          "no write had been acknowledged for " + Duration.ofNanos(outageNanos).toMillis() + " ms");
    }
  }

  private void diary(String what) {
    diary.add(String.format(Locale.ROOT, "%8.3f s  %s", elapsedSeconds(), what));
  }

  synchronized void fault(String kind, String what) {
    faults.merge(kind, 1, Integer::sum);
    newestFault = what;
    diary(what);
  }

  /** Something for the diary that is no fault. */
  synchronized void event(String what) {
    diary(what);
  }

  private double elapsedSeconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** When what was done, a line each. */
  synchronized List<String> diary() {
    return List.copyOf(diary);
  }

  /** All numbers, in a sentence for people. */
  synchronized String summary() {
    noteOutage();
    return String.format(
        Locale.ROOT,
        "%.0f s; faults %s; %,d operations answered, %,d of them writes, %,d without effect, %,d"
            + " writes unknown; longest time without an acknowledged write %,d ms (newest fault at"
            + " its end: %s)",
        elapsedSeconds(),
        faults,
        answered,
        writes,
        withoutEffect,
        unknown,
        Duration.ofNanos(longestOutageNanos).toMillis(),
        newestFaultOfLongest);
  }
}
