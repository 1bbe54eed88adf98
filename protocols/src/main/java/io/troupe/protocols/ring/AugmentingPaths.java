package io.troupe.protocols.ring;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Paths of one length, from rows that want a column to columns that have room. A path gives the row
 * a column, may take that column from another row, gives that one another column, and so on. This
 * is what a greedy rule does not see, and without it some row would stay without a column, or more
 * would move than must.
 *
 * <p>A depth-first search that goes only by edges of shortest paths. These have no cycles, so what
 * once led nowhere is dead until the next {@link #begin}.
 */
final class AugmentingPaths {
  private final Network network;
  private final Assignment assignment;
  private final Distances distances;
  private final boolean[] deadRow;
  private final boolean[] deadCell;
  private final boolean[] deadColumn;

  /** The path just found, its beginning on top: columns given and taken in turn. */
  private final ArrayDeque<Change> path = new ArrayDeque<>();

  private int[] limits;
  private long length;

  private record Change(int row, int column) {}

  AugmentingPaths(Network network, Assignment assignment, Distances distances) {
    this.network = network;
    this.assignment = assignment;
    this.distances = distances;
    this.deadRow = new boolean[network.rows()];
    this.deadCell = new boolean[network.rows() * network.groups()];
    this.deadColumn = new boolean[network.columns()];
    this.limits = network.low();
  }

  /** From now on, paths of this length to columns that hold less than their limit. */
  void begin(int[] columnLimits, long pathLength) {
    limits = columnLimits;
    length = pathLength;
    Arrays.fill(deadRow, false);
    Arrays.fill(deadCell, false);
    Arrays.fill(deadColumn, false);
  }

  /** Gives the row one more column, if there is such a path. */
  boolean augmentFrom(int row) {
    if (!throughRow(row)) {
      return false;
    }
    // From the beginning: so a row gives a column back before it gets the next.
    for (boolean gives = true; !path.isEmpty(); gives = !gives) {
      Change change = path.pop();
      if (gives) {
        assignment.put(change.row, change.column);
      } else {
        assignment.take(change.row, change.column);
      }
    }
    return true;
  }

  private boolean throughRow(int row) {
    for (int group = 0; group < network.groups() && !deadRow[row]; group++) {
      if (assignment.heldInGroup(row, group) < network.groupLimit()
          && distances.ofCell(row, group) == distances.ofRow(row) + Distances.STEP
          && throughCell(row, group)) {
        return true;
      }
    }
    deadRow[row] = true;
    return false;
  }

  private boolean throughCell(int row, int group) {
    int cell = row * network.groups() + group;
    if (deadCell[cell]) {
      return false;
    }
    if (forwardFromCell(row, group) || backFromCell(row, group)) {
      return true;
    }
    deadCell[cell] = true;
    return false;
  }

  private boolean forwardFromCell(int row, int group) {
    int[] candidates =
        distances.changesLeadNowhereFrom(row, group)
            ? network.kept()[row]
            : network.candidates().of(row, group);
    for (int i = 0; i < candidates.length; i++) {
      int column = candidates[(int) ((start(row) + i) % candidates.length)];
      if (network.groupOf()[column] == group
          && distances.ofColumn(column)
              == distances.ofCell(row, group) + distances.toColumn(row, column)
          && !assignment.holds(row, column)
          && throughColumn(column)) {
        path.push(new Change(row, column));
        return true;
      }
    }
    return false;
  }

  private boolean backFromCell(int row, int group) {
    return assignment.heldInGroup(row, group) > 0
        && distances.ofRow(row) == distances.ofCell(row, group) + Distances.STEP
        && throughRow(row);
  }

  private boolean throughColumn(int column) {
    if (deadColumn[column]) {
      return false;
    }
    if (assignment.load(column) < limits[column] && distances.ofColumn(column) == length) {
      return true;
    }
    int group = network.groupOf()[column];
    for (int i = 0; i < assignment.load(column); i++) {
      int row = assignment.rowOf(column, i);
      if (distances.ofCell(row, group)
              == distances.ofColumn(column) + distances.fromColumn(row, column)
          && throughCell(row, group)) {
        path.push(new Change(row, column));
        return true;
      }
    }
    deadColumn[column] = true;
    return false;
  }

  /** Rows begin their search at different columns: so what one node loses spreads over all. */
  private static long start(int row) {
    return (row * 0x9e3779b97f4a7c15L) >>> Integer.SIZE;
  }
}
