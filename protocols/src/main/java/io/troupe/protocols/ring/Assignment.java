package io.troupe.protocols.ring;

import java.util.Arrays;

/** The flow through a {@link Network} so far: which rows hold which columns. */
final class Assignment {
  private final Network network;
  private final int[][] columnsOf;
  private final int[] held;
  private final int[] heldInGroup;
  private final int[][] rowsOf;
  private final int[] load;

  Assignment(Network network) {
    this.network = network;
    this.columnsOf = new int[network.rows()][network.demand()];
    this.held = new int[network.rows()];
    this.heldInGroup = new int[network.rows() * network.groups()];
    this.rowsOf = new int[network.columns()][8];
    this.load = new int[network.columns()];
  }

  boolean holds(int row, int column) {
    return Network.contains(columnsOf[row], column, held[row]);
  }

  /** How many columns the row still wants. */
  int missing(int row) {
    return network.demand() - held[row];
  }

  int heldInGroup(int row, int group) {
    return heldInGroup[row * network.groups() + group];
  }

  int load(int column) {
    return load[column];
  }

  /** The i-th row that holds the column, from 0 to {@code load(column) - 1}. */
  int rowOf(int column, int i) {
    return rowsOf[column][i];
  }

  void put(int row, int column) {
    columnsOf[row][held[row]++] = column;
    heldInGroup[row * network.groups() + network.groupOf()[column]]++;
    if (load[column] == rowsOf[column].length) {
      rowsOf[column] = Arrays.copyOf(rowsOf[column], 2 * load[column]);
    }
    rowsOf[column][load[column]++] = row;
  }

  void take(int row, int column) {
    remove(columnsOf[row], column, held[row]--);
    heldInGroup[row * network.groups() + network.groupOf()[column]]--;
    remove(rowsOf[column], row, load[column]--);
  }

  /** By row, its columns in no particular order. */
  int[][] columnsByRow() {
    return columnsOf;
  }

  private static void remove(int[] values, int value, int count) {
    int at = 0;
    while (values[at] != value) {
      at++;
    }
    values[at] = values[count - 1];
  }
}
