package io.troupe.testkit.simulation.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.simulation.DiskProfile;
import io.troupe.testkit.simulation.Fault;
import io.troupe.testkit.simulation.FaultPlan;
import io.troupe.testkit.simulation.NetworkFault;
import io.troupe.testkit.simulation.NetworkProfile;
import io.troupe.testkit.simulation.NodeFault;
import io.troupe.testkit.simulation.Schedule;
import io.troupe.testkit.simulation.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Trap P29: nobody is down, but not everybody hears everybody, for as long as clients go on. The
 * topologies are those of Ng, Haridi and Carbone ("Omni-Paxos: Breaking the Barriers of Partial
 * Connectivity", 2023). {@code -Dtroupe.seeds=N} runs N of each.
 */
class PartialConnectivityTest {
  private static final long SEEDS = Long.getLong("troupe.seeds", 3);
  private static final long CUT_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long FOR_EVER = Duration.ofHours(1).toNanos();

  @Test
  void p29_with_quorum_loss_the_only_node_that_hears_a_majority_comes_to_lead() {
    for (int hub = 0; hub < 5; hub++) {
      writesGoOn(5, List.of(cut(new NetworkFault.Bridge(Target.node(hub), FOR_EVER))));
    }
  }

  /** With Raft this takes a hub whose log is not behind; here its links are the fastest. */
  @Test
  void p29_with_a_constrained_election_the_only_node_that_can_win_does() {
    List<FaultPlan.Timed> faults = new ArrayList<>();
    for (int slow = 1; slow < 5; slow++) {
      for (int from = 0; from < 5; from++) {
        long extra = Duration.ofMillis(8).toNanos();
        faults.add(at(0, new NetworkFault.SlowLink(from, slow, extra, FOR_EVER)));
      }
    }
    faults.add(at(CUT_NANOS - Duration.ofMillis(200).toNanos(), new NodeFault.Transfer(1)));
    faults.add(cut(new NetworkFault.Isolate(Target.node(1), FOR_EVER)));
    faults.add(cut(new NetworkFault.Bridge(Target.node(0), FOR_EVER)));

    writesGoOn(5, faults);
  }

  @Test
  void p29_in_a_chain_the_ends_do_not_depose_each_other_for_ever() {
    for (int middle = 0; middle < 3; middle++) {
      writesGoOn(3, List.of(cut(new NetworkFault.Bridge(Target.node(middle), FOR_EVER))));
    }
    List<FaultPlan.Timed> chainOfFive = new ArrayList<>();
    for (int from = 0; from < 5; from++) {
      for (int to = 0; to < 5; to++) {
        if (Math.abs(from - to) > 1) {
          chainOfFive.add(cut(new NetworkFault.CutLink(from, to, FOR_EVER)));
        }
      }
    }
    writesGoOn(5, chainOfFive);
  }

  private static FaultPlan.Timed cut(Fault fault) {
    return at(CUT_NANOS, fault);
  }

  private static FaultPlan.Timed at(long nanos, Fault fault) {
    return new FaultPlan.Timed(nanos, fault);
  }

  private static void writesGoOn(int replicas, List<FaultPlan.Timed> faults) {
    FaultPlan plan =
        new FaultPlan(
            NetworkProfile.RELIABLE,
            new Schedule.AtRandom(),
            DiskProfile.FAST,
            List.copyOf(faults));
    LongStream.range(0, SEEDS)
        .forEach(
            seed -> {
              Scenario calm = Scenario.calm(seed);
              Scenario scenario =
                  new Scenario(
                      calm.recipe(),
                      replicas,
                      calm.horizonNanos(),
                      calm.operationIntervalNanos(),
                      calm.settings(),
                      plan);
              RunResult result = RaftSimulation.run(scenario);

              assertThat(result.longestSilenceNanos())
                  .as("longest time without a write, %s", scenario)
                  .isLessThanOrEqualTo(4 * scenario.settings().electionTimeoutNanos());
            });
  }
}
