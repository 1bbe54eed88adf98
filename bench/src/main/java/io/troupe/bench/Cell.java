package io.troupe.bench;

import java.util.List;

/** One point of the table: this load, whatever the system. */
record Cell(int valueBytes, int outstanding) {

  /** Every load with every size. */
  static List<Cell> all(List<Integer> values, List<Integer> outstanding) {
    return values.stream()
        .flatMap(bytes -> outstanding.stream().map(writes -> new Cell(bytes, writes)))
        .toList();
  }

  @Override
  public String toString() {
    return valueBytes + " B x " + outstanding;
  }
}
