package io.troupe.protocols.ring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The least cost of a {@link Network} by the book, to judge {@link LeastChange} by: one explicit
 * edge for each pair, one unit at a time along a path of least cost, a large reward for each unit
 * below a lower bound. Shares no code with it, and is far too slow for real tables.
 */
final class FlowOracle {
  private static final long REWARD = 1_000_000;

  private final List<Edge> edges = new ArrayList<>();
  private final List<List<Integer>> from = new ArrayList<>();

  private static final class Edge {
    final int to;
    final long cost;
    int capacity;

    Edge(int to, int capacity, long cost) {
      this.to = to;
      this.capacity = capacity;
      this.cost = cost;
    }
  }

  /** How many columns of the best assignment are not kept, or -1 if there is no assignment. */
  static long leastCost(Network network) {
    return new FlowOracle().solve(network);
  }

  private long solve(Network network) {
    int source = vertex();
    int sink = vertex();
    int[] columns = new int[network.columns()];
    for (int column = 0; column < columns.length; column++) {
      columns[column] = vertex();
      edge(columns[column], sink, network.low()[column], -REWARD);
      edge(columns[column], sink, network.high()[column] - network.low()[column], 0);
    }
    for (int row = 0; row < network.rows(); row++) {
      int rowVertex = vertex();
      edge(source, rowVertex, network.demand(), 0);
      for (int group = 0; group < network.groups(); group++) {
        int cell = vertex();
        edge(rowVertex, cell, network.groupLimit(), 0);
        for (int column : network.candidates().of(row, group)) {
          edge(cell, columns[column], 1, network.isKept(row, column) ? 0 : 1);
        }
      }
    }
    long cost = 0;
    int units = 0;
    for (long path = augment(source, sink); path != Long.MAX_VALUE; path = augment(source, sink)) {
      cost += path;
      units++;
    }
    long rewards = Arrays.stream(network.low()).asLongStream().sum() * REWARD;
    long changes = cost + rewards;
    return units == network.rows() * network.demand() && changes < REWARD ? changes : -1;
  }

  private long augment(int source, int sink) {
    long[] cost = new long[from.size()];
    int[] by = new int[from.size()];
    Arrays.fill(cost, Long.MAX_VALUE);
    cost[source] = 0;
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(source));
    while (!queue.isEmpty()) {
      int vertex = queue.remove();
      for (int number : from.get(vertex)) {
        Edge edge = edges.get(number);
        if (edge.capacity > 0 && cost[vertex] + edge.cost < cost[edge.to]) {
          cost[edge.to] = cost[vertex] + edge.cost;
          by[edge.to] = number;
          queue.add(edge.to);
        }
      }
    }
    if (cost[sink] != Long.MAX_VALUE) {
      for (int at = sink; at != source; at = edges.get(by[at] ^ 1).to) {
        edges.get(by[at]).capacity--;
        edges.get(by[at] ^ 1).capacity++;
      }
    }
    return cost[sink];
  }

  private int vertex() {
    from.add(new ArrayList<>());
    return from.size() - 1;
  }

  /** Edges come in pairs: each is followed by its reverse. */
  private void edge(int start, int end, int capacity, long cost) {
    from.get(start).add(edges.size());
    edges.add(new Edge(end, capacity, cost));
    from.get(end).add(edges.size());
    edges.add(new Edge(start, 0, -cost));
  }
}
