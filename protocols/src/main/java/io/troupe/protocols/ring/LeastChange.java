package io.troupe.protocols.ring;

/**
 * Solves a {@link Network} at the least cost: of all assignments that give every row what it wants
 * and keep every bound, one that keeps the most.
 *
 * <p>A minimum-cost flow by successive shortest paths (Ford and Fulkerson 1962), all paths of one
 * length at a time (Dinic 1970). Columns are first filled to their lower bounds, then to the upper
 * ones: that is the cheapest flow of those that reach all lower bounds.
 *
 * <p>Deterministic: the result follows from the network alone. Measured in docs/performance.md.
 */
final class LeastChange {
  private final Network network;
  private final Assignment assignment;
  private final Distances distances;
  private final AugmentingPaths paths;

  private LeastChange(Network network) {
    this.network = network;
    this.assignment = new Assignment(network);
    this.distances = new Distances(network, assignment);
    this.paths = new AugmentingPaths(network, assignment, distances);
  }

  /**
   * By row, its columns in no particular order.
   *
   * @throws IllegalStateException if there is no such assignment, which is an error of the caller
   */
  static int[][] solve(Network network) {
    LeastChange solution = new LeastChange(network);
    solution.fillTo(network.low());
    solution.fillTo(network.high());
    solution.checkBounds();
    return solution.assignment.columnsByRow();
  }

  private void fillTo(int[] limits) {
    while (true) {
      distances.measure();
      long nearest = nearestWithRoom(limits);
      if (nearest == Distances.UNREACHED) {
        return;
      }
      paths.begin(limits, nearest);
      if (augmentAll() == 0) {
        throw new IllegalStateException("distance " + nearest + " measured, but no path found");
      }
    }
  }

  private int augmentAll() {
    int augmented = 0;
    for (int row = 0; row < network.rows(); row++) {
      while (assignment.missing(row) > 0 && paths.augmentFrom(row)) {
        augmented++;
      }
    }
    return augmented;
  }

  private long nearestWithRoom(int[] limits) {
    long nearest = Distances.UNREACHED;
    for (int column = 0; column < network.columns(); column++) {
      if (assignment.load(column) < limits[column]) {
        nearest = Math.min(nearest, distances.ofColumn(column));
      }
    }
    return nearest;
  }

  /** Upper bounds and groups are kept by construction. */
  private void checkBounds() {
    for (int row = 0; row < network.rows(); row++) {
      if (assignment.missing(row) > 0) {
        throw new IllegalStateException(
            "no assignment: row " + row + " lacks " + assignment.missing(row) + " columns");
      }
    }
    for (int column = 0; column < network.columns(); column++) {
      if (assignment.load(column) < network.low()[column]) {
        throw new IllegalStateException(
            "no assignment: column " + column + " stays below " + network.low()[column] + " rows");
      }
    }
  }
}
