package io.troupe.protocols.ring;

/**
 * What has to be assigned: each row wants {@code demand} different columns, each column takes from
 * {@code low} to {@code high} rows, and a row takes at most {@code groupLimit} columns of a group.
 * Rows are shards and columns are nodes; groups are racks when replicas are placed.
 *
 * <p>Arrays, as the search spends its time in them; nobody writes to them or compares networks.
 *
 * @param kept by row, the columns that cost nothing; all others cost one
 * @param low by column, how many rows it takes at least
 * @param high by column, how many rows it takes at most
 * @param groupOf by column, its group from 0
 * @param members by group, its columns
 * @param candidates which columns a row may take
 */
@SuppressWarnings("ArrayRecordComponent")
record Network(
    int[][] kept,
    int demand,
    int[] low,
    int[] high,
    int[] groupOf,
    int[][] members,
    int groupLimit,
    Candidates candidates) {

  /** Which columns of a group a row may take. */
  interface Candidates {
    int[] of(int row, int group);
  }

  int rows() {
    return kept.length;
  }

  int columns() {
    return groupOf.length;
  }

  int groups() {
    return members.length;
  }

  boolean isKept(int row, int column) {
    return contains(kept[row], column, kept[row].length);
  }

  static boolean contains(int[] values, int value, int count) {
    for (int i = 0; i < count; i++) {
      if (values[i] == value) {
        return true;
      }
    }
    return false;
  }
}
