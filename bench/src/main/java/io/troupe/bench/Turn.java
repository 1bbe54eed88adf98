package io.troupe.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Someone measured once at one point of a table. Rounds count from 1.
 *
 * @param <C> the points; their text, without blanks, is part of file names
 * @param name of who is measured
 */
record Turn<C>(C cell, String name, int round) {

  /** A name for the files of this run. */
  String fileName() {
    return name + "-" + cell.toString().replace(" ", "") + "-round" + round;
  }

  @Override
  public String toString() {
    return name + " " + cell + (round > 1 ? " round " + round : "");
  }

  /**
   * All runs in the order in which to make them: all take turns within each cell, and every other
   * round turns their order around, so that a slow drift of the machine favours none.
   */
  static <C> List<Turn<C>> interleaved(List<C> cells, List<String> names, int rounds) {
    List<String> turned = new ArrayList<>(names);
    Collections.reverse(turned);
    List<Turn<C>> turns = new ArrayList<>();
    for (C cell : cells) {
      for (int round = 1; round <= rounds; round++) {
        for (String name : round % 2 == 1 ? names : turned) {
          turns.add(new Turn<>(cell, name, round));
        }
      }
    }
    return turns;
  }
}
