package io.troupe.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One point of the table: this load, whatever the system. */
record Cell(int valueBytes, int outstanding) {

  @Override
  public String toString() {
    return valueBytes + " B x " + outstanding;
  }

  /** One system measured once at a cell. Rounds count from 1. */
  record Run(Cell cell, String system, int round) {

    /** A name for the files of this run. */
    String fileName() {
      return system + "-" + cell.valueBytes + "B-x" + cell.outstanding + "-round" + round;
    }

    @Override
    public String toString() {
      return system + " " + cell + (round > 1 ? " round " + round : "");
    }
  }

  /**
   * All runs in the order in which to make them: the systems take turns within each cell, and every
   * other round turns their order around, so that a slow drift of the machine favours none.
   */
  static List<Run> interleaved(
      List<Integer> values, List<Integer> outstanding, List<String> systems, int rounds) {
    List<Run> runs = new ArrayList<>();
    List<String> turned = new ArrayList<>(systems);
    Collections.reverse(turned);
    for (int valueBytes : values) {
      for (int writes : outstanding) {
        for (int round = 1; round <= rounds; round++) {
          for (String system : round % 2 == 1 ? systems : turned) {
            runs.add(new Run(new Cell(valueBytes, writes), system, round));
          }
        }
      }
    }
    return runs;
  }
}
