package io.troupe.actors.paxos;

import io.troupe.protocols.paxos.Learner;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.PaxosRole;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The learner of a synod on this node: {@link Learner} in an actor without a journal. It takes
 * {@link PaxosInput.Received}, asks as long as it knows nothing, as after a restart, and reports
 * {@link RoleReport.Learned} once.
 */
public final class LearnerActor extends SynodRole {
  private final Learner learner;

  private LearnerActor(SynodSetup setup, Shell<PaxosEvent> shell) {
    super(setup, PaxosRole.LEARNER, shell);
    this.learner = new Learner(setup.self(), setup.synod(), setup.settings(), now());
  }

  public static Behavior<PaxosInput> create(SynodSetup setup) {
    return Behaviors.withTimers(
        timers -> {
          LearnerActor learner = new LearnerActor(setup, new Timed(setup, timers));
          learner.wakeUp();
          setup.keeper().tell(new RoleReport.Recovered(PaxosRole.LEARNER));
          return Behaviors.receiveMessage(
              input -> {
                try {
                  learner.step(input);
                  return Behaviors.same();
                } catch (RuntimeException broken) {
                  setup.keeper().tell(failed(setup, broken));
                  return Behaviors.stopped();
                }
              });
        });
  }

  private static RoleReport failed(SynodSetup setup, RuntimeException broken) {
    return new RoleReport.Failed(
        PaxosRole.LEARNER, "the learner of " + setup.id() + " broke", broken, true);
  }

  @Override
  List<PaxosOutput> on(PaxosInput input, long nowNanos) {
    return learner.on(input, nowNanos);
  }

  @Override
  long wakeAtNanos() {
    return learner.wakeAtNanos();
  }

  @Override
  public void onDecided(PaxosOutput.Decided output) {
    setup.keeper().tell(new RoleReport.Learned(output.chosen().value()));
  }

  /** Ticks are inputs like others here. */
  private record Timed(SynodSetup setup, TimerScheduler<PaxosInput> timers)
      implements Shell<PaxosEvent> {
    @Override
    public void persist(long write, List<PaxosEvent> events) {
      throw new IllegalStateException("a learner remembers nothing: " + events);
    }

    @Override
    public void persistAside(PaxosEvent event, LongConsumer confirmed) {
      persist(0, List.of(event));
    }

    @Override
    public void deleteBefore(long sequenceNr) {}

    @Override
    public void wakeAt(long nanos) {
      PaxosInput tick = new PaxosInput.Tick();
      if (nanos == Long.MAX_VALUE) {
        timers.cancel(tick);
      } else if (!timers.isTimerActive(tick)) {
        timers.startSingleTimer(tick, tick, Waking.after(setup.surroundings(), nanos));
      }
    }

    @Override
    public int writesInFlight() {
      return 0;
    }
  }
}
