package io.troupe.bench.ring;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.Balance;
import io.troupe.protocols.ring.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How well a contender places the same random keys on many clusters of ten nodes.
 *
 * @param maxToMeanMedian of the keys on the fullest node
 * @param maxToMeanP95 the same, of 95 in 100 clusters
 * @param joinToLeast keys that move when a tenth node joins, to the share that it must get
 * @param leaveToLeast keys that move when the fourth of ten leaves, to those that it had
 */
record Quality(
    double maxToMeanMedian, double maxToMeanP95, double joinToLeast, double leaveToLeast) {
  private static final int NODES = 10;
  private static final int KEYS = 200_000;
  private static final long SEED = 2026;

  static Quality of(Contender contender, int clusters) {
    byte[][] keys = keys();
    double[] maxToMean = new double[clusters];
    double[] join = new double[clusters];
    double[] leave = new double[clusters];
    for (int cluster = 0; cluster < clusters; cluster++) {
      List<Member> ten = members(cluster);
      List<Member> nine = ten.subList(0, NODES - 1);
      List<Member> withoutFourth = new ArrayList<>(ten);
      NodeId fourth = withoutFourth.remove(3).node();
      NodeId[] atTen = owners(contender.over(ten), keys);

      maxToMean[cluster] = Balance.of(ten, Arrays.asList(atTen)).maxToShare();
      join[cluster] =
          differences(owners(contender.over(nine), keys), owners(contender.next(nine, ten), keys))
              / ((double) KEYS / NODES);
      leave[cluster] =
          differences(atTen, owners(contender.next(ten, withoutFourth), keys))
              / (double) Arrays.stream(atTen).filter(fourth::equals).count();
    }
    Arrays.sort(maxToMean);
    return new Quality(
        maxToMean[clusters / 2], maxToMean[clusters * 95 / 100], mean(join), mean(leave));
  }

  /** Names that sort in the order of joining, as Guava knows nodes by their place only. */
  private static List<Member> members(int cluster) {
    return IntStream.range(0, NODES)
        .mapToObj(i -> Member.of(new NodeId("cluster-" + cluster + "-node-" + i)))
        .toList();
  }

  private static byte[][] keys() {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[][] keys = new byte[KEYS][16];
    for (byte[] key : keys) {
      random.nextBytes(key);
    }
    return keys;
  }

  private static NodeId[] owners(Router router, byte[][] keys) {
    return Arrays.stream(keys).map(router::ownerOf).toArray(NodeId[]::new);
  }

  private static long differences(NodeId[] before, NodeId[] after) {
    return IntStream.range(0, before.length).filter(i -> !before[i].equals(after[i])).count();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
