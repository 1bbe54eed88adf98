package io.troupe.actors.paxos;

import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.register.Change;
import io.troupe.protocols.paxos.register.RegisterInput;
import io.troupe.protocols.paxos.register.RegisterKey;
import io.troupe.protocols.paxos.register.RegisterOutcome;
import io.troupe.protocols.paxos.register.RegisterOutput;
import io.troupe.protocols.paxos.register.RegisterProposer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.Props;

/**
 * The proposer of replicated registers on this node: {@link RegisterProposer} in an event-sourced
 * actor. It takes {@link Apply} and {@link RegisterInput.Received}, and sees to it that deleted
 * keys are forgotten: see {@link Tombstones}.
 */
public final class RegisterProposerActor extends RegisterRole {
  /** Who waits for an outcome. Exactly one method is called, once. */
  public interface Waiting {
    void finished(RegisterOutcome outcome);

    /** The change was never tried, and never will be. */
    void neverTried(String why);
  }

  /** Change a register. */
  public record Apply(RegisterKey key, Change change, Waiting waiting) implements Request {
    @Override
    public void giveUp(String why) {
      waiting.neverTried(why);
    }
  }

  private final RegisterProposer proposer;
  private final Map<Long, Waiting> waiting = new HashMap<>();
  private final Tombstones tombstones;
  private long lastId;

  private RegisterProposerActor(RegisterSetup setup, RegisterRecall memory, Shell<Object> shell) {
    super(setup, PaxosRole.PROPOSER, shell);
    long incarnation =
        Math.max(
            memory.memory().rounds().incarnation() + 1, setup.surroundings().currentTimeMillis());
    this.proposer =
        new RegisterProposer(
            setup.self(),
            setup.quorums(),
            setup.settings(),
            memory.memory().rounds(),
            incarnation,
            setup.surroundings().newRandom());
    this.tombstones = new Tombstones(setup.quorums().acceptors());
  }

  public static Props props(RegisterSetup setup, RoleJournal journal) {
    return RoleActor.props(
        new RoleActor.Plan<>(
            PaxosRole.PROPOSER,
            Object.class,
            RegisterRecall::new,
            RegisterRecall::apply,
            event -> true, // a reservation includes all before it
            (memory, shell) -> new RegisterProposerActor(setup, memory, shell)),
        journal,
        setup.surroundings(),
        setup.keeper());
  }

  @Override
  public void receive(Object message) {
    if (message instanceof Apply apply) {
      waiting.put(++lastId, apply.waiting());
      tombstones.used(apply.key());
      step(new RegisterInput.Request(lastId, apply.key(), apply.change()));
    } else {
      super.receive(message);
      if (message instanceof RegisterInput.Received received) {
        tombstones.heard(received.from());
        collect();
      }
    }
  }

  @Override
  public void tick() {
    super.tick();
    collect();
  }

  private void collect() {
    tombstones
        .next(now())
        .ifPresentOrElse(key -> step(new RegisterInput.Collect(++lastId, key)), this::wakeUp);
  }

  @Override
  public void onFinished(RegisterOutput.Finished output) {
    Waiting who = waiting.remove(output.id());
    if (who != null) {
      who.finished(output.outcome());
      if (output.outcome() instanceof RegisterOutcome.Committed committed
          && committed.after().value().isEmpty()) {
        tombstones.add(output.key(), now());
      }
    } else {
      tombstones.collected(
          output.key(), output.outcome() instanceof RegisterOutcome.Committed, now());
    }
  }

  @Override
  public void end(String why) {
    waiting.values().forEach(each -> each.finished(new RegisterOutcome.Unknown(why)));
    waiting.clear();
  }

  @Override
  List<RegisterOutput> on(RegisterInput input, long nowNanos) {
    return proposer.on(input, nowNanos);
  }

  @Override
  long wakeAtNanos() {
    return Math.min(proposer.wakeAtNanos(), tombstones.dueNanos());
  }
}
