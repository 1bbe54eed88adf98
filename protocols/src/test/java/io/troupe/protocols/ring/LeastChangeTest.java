package io.troupe.protocols.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The flow against one by the book, on networks of every shape. */
class LeastChangeTest {
  private static final int NETWORKS = 3_000;

  /** Rows 0 and 1 hold column 0; only row 1 may go to column 2, which wants one. */
  @Test
  void a_row_gives_up_what_it_holds_where_no_direct_move_exists() {
    int[][] candidates = {{0, 1}, {0, 2}};
    Network network =
        new Network(
            new int[][] {{0}, {0}},
            1,
            new int[] {0, 0, 1},
            new int[] {1, 1, 1},
            new int[3],
            new int[][] {{0, 1, 2}},
            1,
            (row, group) -> candidates[row]);

    assertThat(LeastChange.solve(network)).isDeepEqualTo(new int[][] {{0}, {2}});
  }

  @Test
  void it_keeps_every_bound_and_as_much_as_an_exhaustive_flow() {
    int feasible = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Network network = random(new Random(seed));
      long least = FlowOracle.leastCost(network);
      if (least < 0) {
        assertThatIllegalStateException()
            .as("seed %d", seed)
            .isThrownBy(() -> LeastChange.solve(network));
      } else {
        feasible++;
        assertThat(checkedCost(network, seed)).as("seed %d", seed).isEqualTo(least);
      }
    }
    assertThat(feasible).isBetween(NETWORKS / 4, NETWORKS * 9 / 10);
  }

  private static long checkedCost(Network network, int seed) {
    int[][] solution = LeastChange.solve(network);
    int[] load = new int[network.columns()];
    long cost = 0;
    for (int row = 0; row < network.rows(); row++) {
      int[] inGroup = new int[network.groups()];
      assertThat(solution[row])
          .as("seed %d", seed)
          .hasSize(network.demand())
          .doesNotHaveDuplicates();
      for (int column : solution[row]) {
        load[column]++;
        inGroup[network.groupOf()[column]]++;
        cost += network.isKept(row, column) ? 0 : 1;
        assertThat(network.candidates().of(row, network.groupOf()[column])).contains(column);
      }
      assertThat(Arrays.stream(inGroup).max().orElseThrow())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(network.groupLimit());
    }
    for (int column = 0; column < network.columns(); column++) {
      assertThat(load[column])
          .as("seed %d column %d", seed, column)
          .isBetween(network.low()[column], network.high()[column]);
    }
    return cost;
  }

  /** With kept columns that exceed every bound, bounds of different widths, and full tables too. */
  private static Network random(Random random) {
    int rows = 1 + random.nextInt(12);
    int columns = 1 + random.nextInt(8);
    int groups = 1 + random.nextInt(Math.min(4, columns));
    int demand = 1 + random.nextInt(Math.min(4, columns));
    int limit = (demand + groups - 1) / groups + random.nextInt(2);
    int[] groupOf = IntStream.range(0, columns).map(column -> column % groups).toArray();
    int[][] members =
        IntStream.range(0, groups)
            .mapToObj(
                group -> IntStream.range(0, columns).filter(c -> groupOf[c] == group).toArray())
            .toArray(int[][]::new);
    boolean all = random.nextBoolean();
    int[][][] candidates = new int[rows][groups][];
    int[][] kept = new int[rows][];
    for (int row = 0; row < rows; row++) {
      List<Integer> choices = new ArrayList<>();
      for (int group = 0; group < groups; group++) {
        candidates[row][group] =
            Arrays.stream(members[group]).filter(c -> all || random.nextInt(4) > 0).toArray();
        Arrays.stream(candidates[row][group]).forEach(choices::add);
      }
      Collections.shuffle(choices, random);
      kept[row] =
          choices.stream().limit(random.nextInt(demand + 2)).mapToInt(Integer::intValue).toArray();
    }
    int total = rows * demand;
    int[] low = new int[columns];
    int[] high = new int[columns];
    for (int column = 0; column < columns; column++) {
      low[column] = Math.min(rows, Math.max(0, total / columns - random.nextInt(3)));
      high[column] = low[column] + random.nextInt(4);
    }
    return new Network(
        kept, demand, low, high, groupOf, members, limit, (row, group) -> candidates[row][group]);
  }
}
