package io.troupe.bench.ring;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures all contenders and writes what came out as Markdown. */
public final class RingComparison {
  private static final int ITERATIONS = 5;

  private final int clusters;
  private final int forks;
  private final int seconds;
  private final StringBuilder report = new StringBuilder();

  /** What can be measured alone. */
  public enum Part {
    /** Balance and movement. */
    QUALITY,
    /** Nanoseconds and bytes of a lookup. */
    LOOKUP,
    /** Milliseconds of a plan. */
    PLAN
  }

  public RingComparison(int clusters, int forks, int seconds) {
    this.clusters = clusters;
    this.forks = forks;
    this.seconds = seconds;
  }

  /**
   * Measures one part, or all.
   *
   * @throws RunnerException if JMH cannot run a benchmark
   */
  public String run(Optional<Part> only) throws RunnerException {
    if (only.isEmpty() || only.get() == Part.QUALITY) {
      quality();
    }
    if (only.isEmpty() || only.get() == Part.LOOKUP) {
      lookups();
    }
    if (only.isEmpty() || only.get() == Part.PLAN) {
      plans();
    }
    return report.toString();
  }

  private void quality() {
    line("Ten nodes, 200,000 keys, %d clusters:".formatted(clusters));
    line("");
    line("| | max/mean, median | max/mean, p95 | moved by a join, x least | by a leave, x least |");
    line("|---|--:|--:|--:|--:|");
    for (Contender contender : Contender.values()) {
      Quality quality = Quality.of(contender, clusters);
      line(
          "| %s | %s | %s | %s | %s |"
              .formatted(
                  contender.title(),
                  number(quality.maxToMeanMedian(), 3),
                  number(quality.maxToMeanP95(), 3),
                  number(quality.joinToLeast(), 2),
                  number(quality.leaveToLeast(), 2)));
    }
    line("");
  }

  private void lookups() throws RunnerException {
    line("A lookup, key of 16 bytes:");
    line("");
    line("| | nodes | ns | B allocated |");
    line("|---|--:|--:|--:|");
    for (RunResult result : measured(LookupBenchmark.class)) {
      line(
          "| %s | %s | %s | %s |"
              .formatted(
                  Contender.valueOf(result.getParams().getParam("contender")).title(),
                  result.getParams().getParam("nodes"),
                  score(result),
                  allocated(result)));
    }
    line("");
  }

  private void plans() throws RunnerException {
    line("A plan, three replicas:");
    line("");
    line("| | shards on nodes | racks | ms |");
    line("|---|---|--:|--:|");
    for (RunResult result : measured(PlanBenchmark.class)) {
      String benchmark = result.getParams().getBenchmark();
      line(
          "| %s | %s | %s | %s |"
              .formatted(
                  benchmark.substring(benchmark.lastIndexOf('.') + 1),
                  result.getParams().getParam("size"),
                  result.getParams().getParam("racks"),
                  score(result)));
    }
    line("");
  }

  private Collection<RunResult> measured(Class<?> benchmark) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(benchmark.getName())
                .addProfiler(GCProfiler.class)
                .forks(forks)
                .warmupIterations(ITERATIONS)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(seconds))
                .jvmArgsAppend("-Xms1g", "-Xmx1g")
                .shouldFailOnError(true)
                .build())
        .run();
  }

  private static String score(RunResult result) {
    Result<?> primary = result.getPrimaryResult();
    return number(primary.getScore(), 1) + " ± " + number(primary.getScoreError(), 1);
  }

  private static String allocated(RunResult result) {
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return allocated == null ? "not measured" : number(allocated.getScore(), 0);
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private void line(String line) {
    report.append(line).append('\n');
  }
}
