package io.troupe.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One point of the journal's tables, whoever is measured. */
record JournalCell(Kind kind, int eventBytes, int writers) {

  /** What is done: writers write, or everything that was written is read again and again. */
  enum Kind {
    WRITE,
    REPLAY
  }

  @Override
  public String toString() {
    return (kind == Kind.WRITE ? "write " : "replay ") + eventBytes + " B x " + writers;
  }

  /** One contestant measured once at a cell. Rounds count from 1. */
  record Run(JournalCell cell, String contestant, int round) {

    /** A name for the files of this run. */
    String fileName() {
      return contestant + "-" + cell.toString().replace(" ", "") + "-round" + round;
    }
  }

  /** Contestants take turns within each cell, and every other round turns their order around. */
  List<Run> interleaved(List<String> contestants, int rounds) {
    List<String> turned = new ArrayList<>(contestants);
    Collections.reverse(turned);
    List<Run> runs = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (String contestant : round % 2 == 1 ? contestants : turned) {
        runs.add(new Run(this, contestant, round));
      }
    }
    return runs;
  }
}
