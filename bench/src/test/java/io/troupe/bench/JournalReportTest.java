package io.troupe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.bench.JournalCell.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalReportTest {
  private static final JournalCell CELL = new JournalCell(Kind.WRITE, 128, 16, 1);

  @Test
  void ratios_are_of_the_medians_to_pekkos_plugin_and_to_leveldb() {
    JournalReport report = new JournalReport("the head", "pekko", "leveldb");
    for (double events : new double[] {100, 900, 200}) {
      report.add(new Turn<>(CELL, "pekko", 1), result(events));
      report.add(new Turn<>(CELL, "troupe", 1), result(events * 3));
      report.add(new Turn<>(CELL, "leveldb", 1), result(events * 4));
    }

    String markdown = report.toMarkdown();

    assertThat(markdown).startsWith("the head\n");
    assertThat(markdown)
        .contains("| 128 | 16 | 1 | pekko | 200 (100-900) |")
        .contains("|  | 0.25 |");
    assertThat(markdown).contains("| 128 | 16 | 1 | troupe | 600 (300-2,700) |");
    assertThat(markdown).contains("| 3.00 | 0.75 |");
    assertThat(markdown).doesNotContain("replay");
  }

  private static RunResult result(double events) {
    return new RunResult(events, 1, 2, 3, 4, 5, 0, 0, "sync=on");
  }

  @Test
  void contestants_take_turns_and_every_other_round_turns_around() {
    assertThat(Turn.interleaved(List.of(CELL), List.of("a", "b"), 2))
        .extracting(Turn::fileName)
        .containsExactly(
            "a-write128Bx16-round1",
            "b-write128Bx16-round1",
            "b-write128Bx16-round2",
            "a-write128Bx16-round2");
  }
}
