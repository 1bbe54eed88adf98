package io.troupe.actors.paxos;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosMemory;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.Proposer;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.pekko.actor.Props;

/**
 * The proposer of a synod on this node: {@link Proposer} in an event-sourced actor. It takes {@link
 * Propose} and {@link PaxosInput.Received}, and no ballot leaves before it is in the journal.
 *
 * <p>It goes on until a value is chosen, also when nobody waits for it any more.
 */
public final class ProposerActor extends SynodRole {
  /** Who waits for the decision. Exactly one method is called, once. */
  public interface Waiting {
    /** This value is chosen, for ever. */
    void chosen(Bytes value);

    /** The proposal never was made, and never will be. */
    void neverProposed(String why);

    /** It may be chosen, now or later, or not. */
    void unknown(String why);
  }

  /**
   * Try to have {@code value} chosen.
   *
   * @param askedNanos of the node's monotonic clock
   */
  public record Propose(Bytes value, Waiting waiting, long askedNanos) implements Request {
    @Override
    public void giveUp(String why) {
      waiting.neverProposed(why);
    }
  }

  private final Proposer proposer;
  private final ArrayDeque<Propose> waiting = new ArrayDeque<>();

  private ProposerActor(SynodSetup setup, PaxosMemory memory, Shell<PaxosEvent> shell) {
    super(setup, PaxosRole.PROPOSER, shell);
    long incarnation =
        Math.max(memory.rounds().incarnation() + 1, setup.surroundings().currentTimeMillis());
    this.proposer =
        new Proposer(
            setup.self(),
            setup.synod(),
            setup.settings(),
            memory.rounds(),
            incarnation,
            setup.surroundings().newRandom());
  }

  public static Props props(SynodSetup setup, RoleJournal journal) {
    return RoleActor.props(
        new RoleActor.Plan<>(
            PaxosRole.PROPOSER,
            PaxosEvent.class,
            PaxosMemory::new,
            PaxosMemory::apply,
            event -> true, // a reservation includes all before it
            (memory, shell) -> new ProposerActor(setup, memory, shell)),
        journal,
        setup.surroundings(),
        setup.keeper());
  }

  @Override
  public void receive(Object message) {
    if (message instanceof Propose propose) {
      waiting.add(propose);
      step(new PaxosInput.Propose(propose.value()));
    } else {
      super.receive(message);
    }
  }

  @Override
  public void tick() {
    long since = now() - setup.requestTimeoutNanos();
    while (!waiting.isEmpty() && waiting.element().askedNanos() - since <= 0) {
      waiting.remove().waiting().unknown("nothing was chosen in time; the proposal goes on");
    }
    super.tick();
  }

  @Override
  public void end(String why) {
    waiting.forEach(each -> each.waiting().unknown(why));
    waiting.clear();
  }

  @Override
  List<PaxosOutput> on(PaxosInput input, long nowNanos) {
    return proposer.on(input, nowNanos);
  }

  @Override
  long wakeAtNanos() {
    return waiting.isEmpty()
        ? proposer.wakeAtNanos()
        : Math.min(
            proposer.wakeAtNanos(), waiting.element().askedNanos() + setup.requestTimeoutNanos());
  }

  @Override
  public void onDecided(PaxosOutput.Decided output) {
    waiting.forEach(each -> each.waiting().chosen(output.chosen().value()));
    waiting.clear();
  }

  @Override
  public void onExhausted(PaxosOutput.Exhausted output) {
    super.onExhausted(output);
    end("there is no ballot above " + output.seen());
  }
}
