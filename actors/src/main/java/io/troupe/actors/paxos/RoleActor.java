package io.troupe.actors.paxos;

import com.typesafe.config.Config;
import io.troupe.actors.spi.Surroundings;
import io.troupe.protocols.paxos.PaxosRole;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.AbstractPersistentActorWithTimers;
import org.apache.pekko.persistence.DeleteMessagesFailure;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.Recovery;
import org.apache.pekko.persistence.RecoveryCompleted;
import org.apache.pekko.persistence.RuntimePluginConfig;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * The event-sourced actor that a role with a memory lives in. It reads the memory back, lends the
 * role journal and clock, and stops, with one {@link RoleReport.Failed}, when either the journal or
 * the role cannot go on.
 *
 * <p>A classic persistent actor, because its {@code persistAllAsync} takes the next write while the
 * last one is under way (ADR 3).
 *
 * @param <M> the memory
 * @param <E> the events that it is the fold of
 */
final class RoleActor<M, E> {
  private static final Logger LOG = LoggerFactory.getLogger(RoleActor.class);
  private static final String DISPATCHER_ID = "troupe.dispatcher";

  /** Events that may lie in the journal before one that includes them. */
  private static final int KEPT_EVENTS = 100;

  /**
   * A role before its life.
   *
   * @param memory makes an empty one
   * @param apply takes the step that an event records; throws if it does not fit
   * @param includesAllBefore whether an event alone recovers to what it and all before it do
   * @param start gives life to the role with what it remembers
   */
  record Plan<M, E>(
      PaxosRole role,
      Class<E> events,
      Supplier<M> memory,
      BiConsumer<M, E> apply,
      Predicate<E> includesAllBefore,
      BiFunction<M, Role.Shell<E>, Role> start) {}

  private enum Tick {
    TICK
  }

  private final Plan<M, E> plan;
  private final RoleJournal journal;
  private final Surroundings surroundings;
  private final ActorRef<RoleReport> keeper;

  private RoleActor(
      Plan<M, E> plan,
      RoleJournal journal,
      Surroundings surroundings,
      ActorRef<RoleReport> keeper) {
    this.plan = plan;
    this.journal = journal;
    this.surroundings = surroundings;
    this.keeper = keeper;
  }

  static <M, E> Props props(
      Plan<M, E> plan,
      RoleJournal journal,
      Surroundings surroundings,
      ActorRef<RoleReport> keeper) {
    RoleActor<M, E> actor = new RoleActor<>(plan, journal, surroundings, keeper);
    return Props.create(AbstractPersistentActorWithTimers.class, () -> actor.new Persistent())
        .withDispatcher(DISPATCHER_ID);
  }

  /** Inner, because Pekko asks for its ids and configuration while it is being constructed. */
  private final class Persistent extends AbstractPersistentActorWithTimers
      implements RuntimePluginConfig, Role.Shell<E> {
    private final M memory = plan.memory().get();
    private Optional<Role> role = Optional.empty();
    private int writesInFlight;
    private long deletedBefore;
    private long wakeAtNanos = Long.MAX_VALUE;

    @Override
    public String persistenceId() {
      return journal.persistenceId();
    }

    @Override
    public String journalPluginId() {
      return journal.pluginId();
    }

    @Override
    public String snapshotPluginId() {
      return "pekko.persistence.no-snapshot-store";
    }

    @Override
    public Config journalPluginConfig() {
      return journal.pluginConfig();
    }

    @Override
    public Config snapshotPluginConfig() {
      return journal.pluginConfig();
    }

    @Override
    public Recovery recovery() {
      return Recovery.create(SnapshotSelectionCriteria.none());
    }

    @Override
    public Receive createReceiveRecover() {
      return receiveBuilder()
          .match(RecoveryCompleted.class, done -> guarded(this::begin))
          .match(plan.events(), event -> plan.apply().accept(memory, event))
          .build();
    }

    private void begin() {
      role = Optional.of(plan.start().apply(memory, this));
      keeper.tell(new RoleReport.Recovered(plan.role()));
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(Tick.class, tick -> guarded(this::tick))
          .match(DeleteMessagesSuccess.class, success -> LOG.debug("deleted: {}", success))
          .match(
              DeleteMessagesFailure.class,
              failure ->
                  LOG.warn(
                      "{}: events up to {} could not be deleted; the space is not reclaimed yet:"
                          + " {}",
                      persistenceId(),
                      failure.toSequenceNr(),
                      failure.cause().toString()))
          .matchAny(message -> guarded(() -> role.orElseThrow().receive(message)))
          .build();
    }

    @Override
    public void persist(long write, List<E> events) {
      writesInFlight++;
      E last = events.get(events.size() - 1);
      persistAllAsync(
          events,
          event -> {
            shorten(event);
            if (event == last) {
              writesInFlight--;
              guarded(() -> role.orElseThrow().persisted(write));
            }
          });
    }

    private void shorten(E event) {
      if (lastSequenceNr() - deletedBefore >= KEPT_EVENTS && plan.includesAllBefore().test(event)) {
        deleteBefore(lastSequenceNr());
      }
    }

    @Override
    public void persistAside(E event, LongConsumer confirmed) {
      persistAsync(event, written -> guarded(() -> confirmed.accept(lastSequenceNr())));
    }

    @Override
    public void deleteBefore(long sequenceNr) {
      deletedBefore = sequenceNr;
      if (sequenceNr > 1) {
        deleteMessages(sequenceNr - 1);
      }
    }

    @Override
    public int writesInFlight() {
      return writesInFlight;
    }

    /** One timer, set anew only when it is needed earlier: deadlines mostly move away. */
    @Override
    public void wakeAt(long nanos) {
      if (nanos < wakeAtNanos) {
        wakeAtNanos = nanos;
        timers().startSingleTimer(Tick.TICK, Tick.TICK, Waking.after(surroundings, nanos));
      }
    }

    private void tick() {
      wakeAtNanos = Long.MAX_VALUE;
      role.orElseThrow().tick();
    }

    /** What a role throws is a broken invariant: it must not go on as if nothing had happened. */
    private void guarded(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException broken) {
        fail("the " + name() + " of " + persistenceId() + " broke", broken, true);
        getContext().stop(getSelf());
      }
    }

    @Override
    public void postStop() throws Exception {
      role.ifPresent(it -> it.end("the " + name() + " stopped"));
      super.postStop();
    }

    @Override
    public void onPersistFailure(Throwable cause, Object event, long sequenceNr) {
      fail(
          "the journal could not write event " + sequenceNr + " of " + persistenceId(),
          cause,
          false);
      super.onPersistFailure(cause, event, sequenceNr);
    }

    @Override
    public void onPersistRejected(Throwable cause, Object event, long sequenceNr) {
      fail("the journal rejected event " + sequenceNr + " of " + persistenceId(), cause, true);
      getContext().stop(getSelf());
    }

    @Override
    public void onRecoveryFailure(Throwable cause, Option<Object> event) {
      fail("the journal of " + persistenceId() + " could not be read back", cause, true);
      super.onRecoveryFailure(cause, event);
    }

    private void fail(String what, Throwable cause, boolean isFinal) {
      keeper.tell(new RoleReport.Failed(plan.role(), what, cause, isFinal));
    }

    private String name() {
      return plan.role().name().toLowerCase(Locale.ROOT);
    }
  }
}
