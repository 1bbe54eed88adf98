package io.troupe.testkit.simulation.paxos;

import io.troupe.testkit.simulation.Coverage;
import io.troupe.testkit.simulation.InvariantViolation;
import io.troupe.testkit.simulation.Negligence;
import io.troupe.testkit.simulation.Trace;
import io.troupe.testkit.simulation.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** The course of a run: faults and clients until the horizon, then rest; and the report. */
final class PaxosRun<E, M> {
  /** Some faults end in a crash; until then nobody knows who has lost data. */
  private static final long AFTERMATH_MILLIS = 2_600;

  private final String name;
  private final PaxosScenario scenario;
  private final VirtualTime time = new VirtualTime();
  private final Coverage coverage = new Coverage();
  private final Trace trace;
  private final PaxosGroup<E, M> group;
  private final RandomGenerator pauses;

  PaxosRun(
      String name,
      PaxosScenario scenario,
      Set<Negligence> negligence,
      Protocol<E, M> protocol,
      Optional<Appendable> sink) {
    this.name = name;
    this.scenario = scenario;
    this.trace = sink.map(it -> Trace.writtenTo(time, it)).orElseGet(() -> Trace.lastEvents(time));
    this.pauses = scenario.seed().stream("pauses");
    PaxosWorld world =
        new PaxosWorld(scenario.seed(), scenario.plan(), negligence, time, trace, coverage);
    this.group = new PaxosGroup<>(world, scenario.nodes(), protocol);
  }

  VirtualTime time() {
    return time;
  }

  PaxosGroup<E, M> group() {
    return group;
  }

  /**
   * Runs.
   *
   * @param operate what a client does from time to time
   * @param comeToRest what is checked when all faults have ended
   */
  PaxosRunResult run(Runnable operate, Runnable comeToRest, Happenings happenings) {
    try {
      group.start();
      keepBusy(operate);
      scenario.plan().strike(group, scenario.horizonNanos());
      while (time.runNext(scenario.horizonNanos())) {
        // each step checks itself
      }
      group.heal();
      passMillis(AFTERMATH_MILLIS);
      group.heal();
      comeToRest.run();
      return new PaxosRunResult(
          time.step(), time.nowNanos(), trace.fingerprint(), coverage, happenings.counts());
    } catch (InvariantViolation violation) {
      throw violation.with(place(), report());
    } catch (RuntimeException failure) {
      throw InvariantViolation.thrown(failure, place(), report());
    }
  }

  private void keepBusy(Runnable operate) {
    if (time.nowNanos() < scenario.horizonNanos()) {
      operate.run();
      time.after(pauses.nextLong(2 * scenario.operationIntervalNanos()), () -> keepBusy(operate));
    }
  }

  /** L2: goes on until that is reached. */
  void await(long millis, String otherwise, BooleanSupplier reached) {
    long limit = time.nowNanos() + Duration.ofMillis(millis).toNanos();
    while (!reached.getAsBoolean()) {
      if (!time.runNext(limit)) {
        throw new InvariantViolation(
            "L2", otherwise + " within " + millis + " ms after all faults ended");
      }
    }
  }

  /** Lets things go on for a while. */
  void passMillis(long millis) {
    long until = time.nowNanos() + Duration.ofMillis(millis).toNanos();
    while (time.runNext(until)) {
      // each step checks itself
    }
  }

  private InvariantViolation.Place place() {
    return new InvariantViolation.Place(time.step(), time.nowNanos(), trace.fingerprint());
  }

  private String report() {
    return scenario
        + "\nat step "
        + time.step()
        + ", "
        + time.nowNanos() / 1_000_000
        + " ms\nlast events:\n"
        + String.join("\n", trace.tail())
        + "\nreplay: mvn -B -ntp -pl testkit -am test -Dtest="
        + name
        + "SimulationTest -Dtroupe.scenario="
        + scenario.recipe()
        + " -Dsurefire.failIfNoSpecifiedTests=false\n";
  }
}
