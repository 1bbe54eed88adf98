package io.troupe.bench.ring;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.Member;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a key of 16 random bytes to its owner. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookupBenchmark {
  private static final int KEYS = 1 << 10;

  /** What looks up. */
  @Param public Contender contender = Contender.TROUPE_TABLE;

  /** How many nodes there are. */
  @Param({"10", "100"})
  public int nodes = 10;

  private final byte[][] keys = new byte[KEYS][16];
  private Router router = key -> new NodeId("none");
  private int next;

  /** Different keys in turn, few enough for the cache. */
  @Setup
  public void prepare() {
    SplittableRandom random = new SplittableRandom(1);
    for (byte[] key : keys) {
      random.nextBytes(key);
    }
    List<Member> members =
        IntStream.range(0, nodes)
            .mapToObj(i -> Member.of(new NodeId("node-%03d".formatted(i))))
            .toList();
    router = contender.over(members);
  }

  @Benchmark
  public NodeId lookup() {
    next = (next + 1) % KEYS;
    return router.ownerOf(keys[next]);
  }
}
