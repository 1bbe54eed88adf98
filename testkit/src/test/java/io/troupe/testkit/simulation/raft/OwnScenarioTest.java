package io.troupe.testkit.simulation.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.simulation.DiskFault;
import io.troupe.testkit.simulation.DiskProfile;
import io.troupe.testkit.simulation.FaultPlan;
import io.troupe.testkit.simulation.NetworkFault;
import io.troupe.testkit.simulation.NetworkProfile;
import io.troupe.testkit.simulation.Schedule;
import io.troupe.testkit.simulation.Sometimes;
import io.troupe.testkit.simulation.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/testing.md}. */
class OwnScenarioTest {
  @Test
  void a_leader_with_a_full_disk_that_is_cut_off_afterwards_loses_nothing() {
    long second = Duration.ofSeconds(1).toNanos();
    FaultPlan plan =
        new FaultPlan(
            NetworkProfile.RELIABLE,
            new Schedule.AtRandom(),
            DiskProfile.FAST,
            List.of(
                new FaultPlan.Timed(second, new DiskFault.FullDisk(Target.leaderOr(0), second)),
                new FaultPlan.Timed(
                    2 * second, new NetworkFault.Isolate(Target.leaderOr(0), second))));

    RunResult result = RaftSimulation.run(Scenario.calm(7).with(plan));

    assertThat(result.coverage().of(Sometimes.WRITE_FAILED)).isPositive();
    assertThat(result.coverage().of(Sometimes.PROPOSAL_ACKNOWLEDGED)).isGreaterThan(100);
  }
}
