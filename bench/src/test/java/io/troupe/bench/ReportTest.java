package io.troupe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.bench.CellResult.Latency;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Cell CELL = new Cell(128, 512);

  @Test
  void the_ratio_is_that_of_the_medians_of_one_run() {
    Report report = report(3);
    for (double writes : new double[] {100, 900, 200}) {
      report.add(new Turn<>(CELL, "sofajraft", 1), result(writes, 10));
      report.add(new Turn<>(CELL, "troupe", 1), result(writes * 1.5, 5));
    }

    String markdown = report.toMarkdown();

    assertThat(markdown).contains("| 128 | 512 | sofajraft | 200 (100-900) |");
    assertThat(markdown).contains("| 128 | 512 | troupe | 300 (150-1,350) |");
    assertThat(markdown).contains("| 1.50 | 0.50 |");
  }

  @Test
  void without_the_baseline_there_is_no_ratio() {
    Report report = report(1);
    report.add(new Turn<>(CELL, "troupe", 1), result(300, 5));

    assertThat(report.toMarkdown()).contains("|  |  |");
  }

  @Test
  void systems_take_turns_and_every_other_round_turns_around() {
    assertThat(Turn.interleaved(Cell.all(List.of(16), List.of(1, 64)), List.of("a", "b"), 2))
        .extracting(Turn::toString)
        .containsExactly(
            "a 16 B x 1",
            "b 16 B x 1",
            "b 16 B x 1 round 2",
            "a 16 B x 1 round 2",
            "a 16 B x 64",
            "b 16 B x 64",
            "b 16 B x 64 round 2",
            "a 16 B x 64 round 2");
  }

  @Test
  void an_even_number_of_rounds_has_its_median_between_the_two_in_the_middle() {
    List<CellResult> four = List.of(result(1, 1), result(100, 1), result(30, 1), result(10, 1));

    assertThat(Report.median(four, CellResult::writesPerSecond)).isEqualTo(20);
  }

  private static Report report(int rounds) {
    Machine machine =
        new Machine("cpu", 2, 1L << 34, "kernel", "jdk", "ext4", new SyncProbe(117, 200), 0.1);
    return new Report(
        machine, "group", List.of(), new CellJvm.Load(1, 1, false), rounds, "sofajraft");
  }

  private static CellResult result(double writesPerSecond, double cpu) {
    return new CellResult(
        writesPerSecond, new Latency(1, 2, 3, 4, 5), cpu, 100, 20, 0.1, 1000, 0, 0, "sync=true");
  }
}
