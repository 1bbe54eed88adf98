package io.troupe.bench;

import io.troupe.bench.AppliedValues.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Compares what every node has applied with what was written and acknowledged. */
final class ReadBack {

  private static final int EXAMPLES = 5;

  private ReadBack() {}

  /**
   * What was written: the ids from 0 up to {@code issued}, all of them acknowledged but those in
   * {@code refused} (never in the log) and {@code unknown} (either way).
   */
  record Written(long issued, Set<Long> refused, Set<Long> unknown) {

    Written {
      refused = Set.copyOf(refused);
      unknown = Set.copyOf(unknown);
    }

    long acknowledged() {
      return issued - refused.size() - unknown.size();
    }
  }

  /** Waits until all nodes stand level and hold at least the acknowledged writes, or time is up. */
  static void awaitCatchUp(List<AppliedValues> nodes, Written written, long secondsMax) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(secondsMax);
    while (System.nanoTime() < deadline) {
      long first = nodes.get(0).count();
      if (first >= written.acknowledged() && nodes.stream().allMatch(n -> n.count() == first)) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /** Everything that is wrong, one sentence each; empty if nothing is. */
  static List<String> problems(List<AppliedValues> nodes, Written written) {
    List<String> problems = new ArrayList<>();
    Summary first = nodes.get(0).summary();
    for (int node = 0; node < nodes.size(); node++) {
      AppliedValues applied = nodes.get(node);
      Summary summary = applied.summary();
      if (!summary.equals(first)) {
        problems.add("node " + node + " diverges from node 0: " + summary + " against " + first);
      }
      if (summary.damaged() > 0) {
        problems.add("node " + node + " applied " + summary.damaged() + " damaged values");
      }
      if (summary.repeated() > 0) {
        problems.add("node " + node + " applied " + summary.repeated() + " values twice");
      }
      if (applied.idsBelow() > written.issued()) {
        problems.add("node " + node + " applied an id that was never written");
      }
      addLost(problems, node, applied, written);
      long ghosts = written.refused().stream().filter(applied::contains).count();
      if (ghosts > 0) {
        problems.add("node " + node + " applied " + ghosts + " writes that were refused");
      }
    }
    return problems;
  }

  private static void addLost(
      List<String> problems, int node, AppliedValues applied, Written written) {
    long lost = 0;
    List<Long> examples = new ArrayList<>();
    for (long id = 0; id < written.issued(); id++) {
      if (!applied.contains(id)
          && !written.refused().contains(id)
          && !written.unknown().contains(id)) {
        lost++;
        if (examples.size() < EXAMPLES) {
          examples.add(id);
        }
      }
    }
    if (lost > 0) {
      problems.add(
          String.format(
              Locale.ROOT,
              "node %d lost %d of %d acknowledged writes, the first ids are %s",
              node,
              lost,
              written.acknowledged(),
              examples));
    }
  }
}
