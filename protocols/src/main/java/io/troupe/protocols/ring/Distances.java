package io.troupe.protocols.ring;

import java.util.Arrays;

/**
 * How far each vertex of the residual network is from the rows that still want columns: first by
 * changes, then by steps, as one number. Vertices are rows, cells (a row in a group) and columns:
 *
 * <ul>
 *   <li>a row leads to those of its cells that have not reached the group's limit;
 *   <li>a cell leads to each candidate that the row does not hold, at the price of one change
 *       unless the column is kept, and back to its row if it holds any;
 *   <li>a column leads back to the cell of each row that holds it; what was paid for is returned.
 * </ul>
 *
 * <p>Found by correcting labels (Bellman and Ford, with a queue), as returned prices are negative;
 * there are no negative cycles, because flow only ever goes by shortest paths. Counting steps as
 * well makes shortest paths short and the network of them free of cycles.
 */
final class Distances {
  static final long UNREACHED = Long.MAX_VALUE;

  /** The price of the way between a row and its cell, in either direction. */
  static final long STEP = 1;

  private static final long CHANGE = 1L << 32;

  private final Network network;
  private final Assignment assignment;
  private final long[] distance;
  private final WorkQueue queue;

  /** By group, a bound on its columns' distances: what is no nearer need not try them. */
  private final long[] farthest;

  Distances(Network network, Assignment assignment) {
    this.network = network;
    this.assignment = assignment;
    this.distance = new long[network.rows() * (1 + network.groups()) + network.columns()];
    this.queue = new WorkQueue(distance.length);
    this.farthest = new long[network.groups()];
  }

  /** Measures anew from all rows that want columns. */
  void measure() {
    Arrays.fill(distance, UNREACHED);
    Arrays.fill(farthest, UNREACHED);
    for (int row = 0; row < network.rows(); row++) {
      if (assignment.missing(row) > 0) {
        improve(row, 0);
      }
    }
    int columns = column(0);
    while (!queue.isEmpty()) {
      int vertex = queue.poll();
      if (vertex < network.rows()) {
        fromRow(vertex);
      } else if (vertex < columns) {
        int cell = vertex - network.rows();
        fromCell(cell / network.groups(), cell % network.groups());
      } else {
        fromColumn(vertex - columns);
      }
    }
  }

  long ofRow(int row) {
    return distance[row];
  }

  long ofCell(int row, int group) {
    return distance[cell(row, group)];
  }

  long ofColumn(int column) {
    return distance[column(column)];
  }

  /** The price of taking a column, from the cell to the column. */
  long toColumn(int row, int column) {
    return network.isKept(row, column) ? STEP : CHANGE + STEP;
  }

  /** The price of giving a column back, from the column to the cell. */
  long fromColumn(int row, int column) {
    return network.isKept(row, column) ? STEP : STEP - CHANGE;
  }

  /** Whether only kept columns can be on a shortest path that leaves this cell. */
  boolean changesLeadNowhereFrom(int row, int group) {
    return ofCell(row, group) + CHANGE + STEP > farthest[group];
  }

  private void fromRow(int row) {
    for (int group = 0; group < network.groups(); group++) {
      if (assignment.heldInGroup(row, group) < network.groupLimit()) {
        improve(cell(row, group), ofRow(row) + STEP);
      }
    }
  }

  private void fromCell(int row, int group) {
    long here = ofCell(row, group);
    if (assignment.heldInGroup(row, group) > 0) {
      improve(row, here + STEP);
    }
    if (here + CHANGE + STEP >= farthest[group]) {
      for (int column : network.kept()[row]) {
        if (network.groupOf()[column] == group && !assignment.holds(row, column)) {
          improve(column(column), here + STEP);
        }
      }
      return;
    }
    int[] candidates = network.candidates().of(row, group);
    long farthestSeen = Long.MIN_VALUE;
    for (int column : candidates) {
      if (!assignment.holds(row, column)) {
        improve(column(column), here + toColumn(row, column));
      }
      farthestSeen = Math.max(farthestSeen, ofColumn(column));
    }
    if (candidates.length == network.members()[group].length) {
      farthest[group] = farthestSeen;
    }
  }

  private void fromColumn(int column) {
    long here = ofColumn(column);
    int group = network.groupOf()[column];
    for (int i = 0; i < assignment.load(column); i++) {
      int row = assignment.rowOf(column, i);
      improve(cell(row, group), here + fromColumn(row, column));
    }
  }

  private void improve(int vertex, long nearer) {
    if (nearer < distance[vertex]) {
      distance[vertex] = nearer;
      queue.add(vertex);
    }
  }

  private int cell(int row, int group) {
    return network.rows() + row * network.groups() + group;
  }

  private int column(int column) {
    return network.rows() * (1 + network.groups()) + column;
  }
}
