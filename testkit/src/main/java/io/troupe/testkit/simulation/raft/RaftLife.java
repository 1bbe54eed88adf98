package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.testkit.simulation.Alarm;
import io.troupe.testkit.simulation.NodeClock;
import io.troupe.testkit.simulation.Sometimes;
import java.util.ArrayDeque;
import java.util.List;

/**
 * One life of a replica, from its start to its death: its mailbox, its machine, who waits for it,
 * and what wakes it.
 */
final class RaftLife implements Alarm.Sleeper {
  private final World world;
  private final NodeId id;
  private final int incarnation;
  private final Replica replica;
  private final RaftShell shell;
  private final ClientLedger ledger;
  private final ListMachine machine = new ListMachine();
  private final ArrayDeque<Runnable> mailbox = new ArrayDeque<>();
  private final NodeClock clock;
  private final Alarm alarm;
  private boolean alive = true;
  private boolean paused;

  RaftLife(
      World world,
      RaftNode node,
      Replica replica,
      RaftShell shell,
      NodeClock clock,
      ClientLedger ledger) {
    this.world = world;
    this.id = node.id();
    this.incarnation = node.life();
    this.replica = replica;
    this.shell = shell;
    this.clock = clock;
    this.ledger = ledger;
    this.alarm = new Alarm(world.time(), clock, id.value());
  }

  Replica replica() {
    return replica;
  }

  ListMachine machine() {
    return machine;
  }

  ClientLedger ledger() {
    return ledger;
  }

  void begin() {
    carryOut(new RaftInput.Tick(), replica.start(incarnation, clock.nowNanos()));
  }

  void die() {
    alive = false;
    alarm.off();
    mailbox.clear();
    ledger.died();
  }

  /** Gives {@code input} to the replica, now or when the node runs again. */
  void deliver(RaftInput input) {
    enqueue(() -> step(input));
  }

  /** Does {@code work}, now or when the node runs again. */
  void enqueue(Runnable work) {
    if (paused) {
      mailbox.addLast(work);
    } else if (alive) {
      work.run();
    }
  }

  void pause() {
    if (!paused) {
      paused = true;
      world.coverage().count(Sometimes.PAUSED);
      world.trace().record(id.value(), "pause", "");
    }
  }

  void resume() {
    if (!paused) {
      return;
    }
    paused = false;
    world.trace().record(id.value(), "resume", mailbox.size() + " inputs waited");
    while (alive && !paused && !mailbox.isEmpty()) {
      mailbox.removeFirst().run();
    }
    if (alive) {
      alarm.set(this);
    }
  }

  private void step(RaftInput input) {
    world.trace().record(id.value(), "input", input);
    carryOut(input, replica.on(input, clock.nowNanos()));
  }

  private void carryOut(RaftInput cause, List<Output> outputs) {
    shell.because(cause);
    for (Output output : outputs) {
      world.trace().record(id.value(), "output", output);
      output.accept(shell);
      if (!alive) {
        return; // it died of it
      }
    }
    world.invariants().stepped(id, replica);
    alarm.set(this);
  }

  void clockChanged() {
    alarm.setAnew(this);
  }

  @Override
  public long wakeAtNanos() {
    return replica.wakeAtNanos();
  }

  /** A node that is paused finds out when it runs again. */
  @Override
  public void wake() {
    if (!paused) {
      step(new RaftInput.Tick());
    }
  }
}
