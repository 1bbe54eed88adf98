package io.troupe.bench.ring;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.KeySpace;
import io.troupe.protocols.ring.Member;
import io.troupe.protocols.ring.Rack;
import io.troupe.protocols.ring.ShardPlan;
import io.troupe.protocols.ring.ShardPlanner;
import io.troupe.protocols.ring.ShardTable;
import java.util.ArrayList;
import java.util.List;
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

/** A plan for three replicas of each shard. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlanBenchmark {

  /** How many shards on how many nodes. */
  @Param({"1021 on 100", "16381 on 1000"})
  public String size = "1021 on 100";

  /** How many racks the nodes are in, in turn. */
  @Param({"1", "10"})
  public int racks = 1;

  private ShardPlanner planner = new ShardPlanner(KeySpace.of(2), 1);
  private List<Member> members = List.of();
  private List<Member> withOneMore = List.of();
  private List<Member> withoutATenth = List.of();
  private ShardTable table = planner.first(List.of(Member.of(new NodeId("none")))).table();

  /** The table that is planned from. */
  @Setup
  public void prepare() {
    String[] shardsAndNodes = size.split(" on ", 2);
    int nodes = Integer.parseInt(shardsAndNodes[1]);
    planner = new ShardPlanner(KeySpace.of(Integer.parseInt(shardsAndNodes[0])), 3);
    withOneMore =
        IntStream.rangeClosed(0, nodes)
            .mapToObj(
                i ->
                    Member.of(new NodeId("node-%04d".formatted(i)))
                        .in(new Rack("rack-" + i % racks)))
            .toList();
    members = withOneMore.subList(0, nodes);
    withoutATenth = new ArrayList<>(members);
    withoutATenth.removeIf(member -> member.node().value().endsWith("7"));
    table = planner.first(members).table();
  }

  @Benchmark
  public ShardPlan first() {
    return planner.first(members);
  }

  @Benchmark
  public ShardPlan oneNodeJoins() {
    return planner.next(withOneMore, table);
  }

  @Benchmark
  public ShardPlan oneInTenCrashes() {
    return planner.next(withoutATenth, table);
  }
}
