package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.PersistentState;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RoleKind;
import io.troupe.testkit.simulation.InvariantViolation;
import io.troupe.testkit.simulation.Loss;
import io.troupe.testkit.simulation.Seed;
import io.troupe.testkit.simulation.SimulatedJournal;
import io.troupe.testkit.simulation.Sometimes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One node through all its lives: a mailbox, a replica, a journal, a snapshot shelf. Disk and shelf
 * stay when the rest dies.
 */
final class RaftNode implements SimulatedJournal.Owner<LogEvent> {
  private static final int MAX_TICKS_AT_ONE_INSTANT = 50;
  private static final long NEVER = Long.MAX_VALUE;

  private record Trap(String eventKind, Runnable then) {}

  private final World world;
  private final NodeId id;
  private final Seed seed;
  private final RaftClients clients;
  private final SimulatedJournal<LogEvent> journal;
  private final SnapshotStore snapshots;
  private final RaftShell shell;
  private final List<Trap> traps = new ArrayList<>();
  private final ArrayDeque<RaftInput> mailbox = new ArrayDeque<>();
  private final long clockOffsetNanos;

  private Optional<Replica> replica = Optional.empty();
  private ClientLedger ledger;
  private ListMachine machine = new ListMachine();
  private int life;
  private boolean paused;
  private boolean compacted;
  private long plannedTick = NEVER;
  private long lastTickNanos = -1;
  private int ticksAtOnce;

  RaftNode(World world, NodeId id, RaftClients clients, RaftShell.Sender sender) {
    this.world = world;
    this.id = id;
    this.clients = clients;
    this.seed = world.scenario().seed();
    this.ledger = new ClientLedger(this, clients);
    this.journal =
        new SimulatedJournal<>(
            world.time(), world.scenario().plan().disk(), seed.stream("disk of " + id), this);
    this.snapshots = new SnapshotStore(world, this);
    this.shell = new RaftShell(world, this, snapshots, sender);
    this.clockOffsetNanos = seed.stream("clock of " + id).nextLong(1L << 40);
  }

  NodeId id() {
    return id;
  }

  boolean isUp() {
    return replica.isPresent();
  }

  int life() {
    return life;
  }

  ListMachine machine() {
    return machine;
  }

  ClientLedger ledger() {
    return ledger;
  }

  RaftClients clients() {
    return clients;
  }

  SimulatedJournal<LogEvent> journal() {
    return journal;
  }

  boolean claimsLeadership() {
    return replica.map(running -> running.role() == RoleKind.LEADER).orElse(false);
  }

  long term() {
    return replica.map(Replica::term).orElse(0L);
  }

  /** Begins a life with what the disk holds. */
  void start() {
    if (isUp()) {
      return;
    }
    life++;
    PersistentState state = new PersistentState();
    journal.events().forEach(state::apply);
    world.trace().record(id.value(), "start", state);
    world.invariants().started(id, state);
    snapshots.deleteBefore(state.log().snapshot().index());
    if (state.log().snapshot().index() > 0) {
      world.coverage().count(Sometimes.RESTARTED_FROM_SNAPSHOT);
    }
    machine = new ListMachine();
    ledger = new ClientLedger(this, clients);
    Replica born =
        world
            .factory()
            .create(
                world.scenario().settings(),
                id,
                world.membership(),
                state,
                seed.stream("replica " + id + " in life " + life));
    replica = Optional.of(born);
    carryOut(born, new RaftInput.Tick(), born.start(life, clockNanos()));
  }

  void crash(Loss loss) {
    if (!isUp()) {
      return;
    }
    life++;
    replica = Optional.empty();
    paused = false;
    plannedTick = NEVER;
    mailbox.clear();
    ledger.died();
    snapshots.crash();
    int lost = journal.crash(loss);
    world.invariants().crashed(id);
    world.coverage().count(Sometimes.CRASHED);
    if (lost > 0) {
      world.coverage().count(Sometimes.UNSYNCED_WRITES_LOST);
    }
    world.trace().record(id.value(), "crash", lost + " writes lost");
  }

  void onWrite(String eventKind, Runnable then) {
    traps.add(new Trap(eventKind, then));
  }

  void disarm() {
    traps.clear();
  }

  void pause() {
    if (isUp() && !paused) {
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
    while (isUp() && !paused && !mailbox.isEmpty()) {
      step(mailbox.removeFirst());
    }
    replica.ifPresent(this::planTick);
  }

  /** Gives {@code input} to the replica, now or when the node runs again. */
  void deliver(RaftInput input) {
    if (paused) {
      mailbox.addLast(input);
    } else if (isUp()) {
      step(input);
    }
  }

  /** Plans {@code action} unless the node dies before. */
  void inThisLife(long delayNanos, Runnable action) {
    int planned = life;
    world
        .time()
        .after(
            delayNanos,
            () -> {
              if (life == planned) {
                action.run();
              }
            });
  }

  void propose(long proposal, int count, int size) {
    if (isUp()) {
      deliver(new RaftInput.Propose(proposal, count, ListMachine.commands(proposal, size)));
    }
  }

  void read(long read, long floor) {
    if (isUp()) {
      ledger.reading(read, floor);
      deliver(new RaftInput.Read(read));
    }
  }

  /** A write is on its way to the disk; the node may be about to die of it. */
  void write(RaftInput cause, Output.Persist persist) {
    world.invariants().decided(id, cause, persist.events());
    journal.append(persist.write(), persist.events());
    for (LogEvent event : persist.events()) {
      if (event instanceof LogEvent.SuffixTruncated truncated) {
        world.coverage().count(Sometimes.SUFFIX_TRUNCATED);
        ledger.truncatedFrom(truncated.fromIndex());
      } else if (event instanceof LogEvent.SnapshotInstalled installed) {
        world.coverage().count(Sometimes.SNAPSHOT_INSTALLED);
        ledger.truncatedFrom(installed.snapshot().index() + 1);
      }
    }
    persist.events().forEach(this::spring);
  }

  private void spring(LogEvent event) {
    int current = life;
    String kind = event.getClass().getSimpleName();
    List<Trap> sprung = traps.stream().filter(trap -> trap.eventKind.equals(kind)).toList();
    traps.removeAll(sprung);
    sprung.forEach(trap -> trap.then.run());
    if (life != current) {
      world.coverage().count(Sometimes.CRASHED_WHILE_WRITING);
    }
  }

  @Override
  public void durable(List<LogEvent> events) {
    world.invariants().hardened(id, events);
    for (LogEvent event : events) {
      compacted |=
          event instanceof LogEvent.LogCompacted || event instanceof LogEvent.SnapshotInstalled;
    }
  }

  @Override
  public void synced(long write) {
    world.trace().record(id.value(), "synced", write);
    if (compacted) {
      compacted = false;
      journal.deleteFirst(JournalPruning.prunable(journal.events()));
      LogPosition snapshot = world.invariants().durableLog(id).snapshot();
      snapshots.deleteBefore(snapshot.index());
    }
    deliver(new RaftInput.Persisted(write));
  }

  private void step(RaftInput input) {
    Replica running = replica.orElseThrow();
    world.trace().record(id.value(), "input", input);
    carryOut(running, input, running.on(input, clockNanos()));
  }

  private void carryOut(Replica running, RaftInput cause, List<Output> outputs) {
    int current = life;
    shell.because(cause);
    for (Output output : outputs) {
      world.trace().record(id.value(), "output", output);
      output.accept(shell);
      if (life != current) {
        return; // died of it
      }
    }
    world.invariants().stepped(id, running);
    planTick(running);
  }

  private long clockNanos() {
    return world.time().nowNanos() + clockOffsetNanos;
  }

  private void planTick(Replica running) {
    long due = running.wakeAtNanos() - clockOffsetNanos;
    if (due < plannedTick) {
      plannedTick = due;
      inThisLife(due - world.time().nowNanos(), () -> tick(due));
    }
  }

  private void tick(long due) {
    if (plannedTick != due) {
      return; // an earlier one was planned after it
    }
    plannedTick = NEVER;
    Replica running = replica.orElseThrow();
    if (paused) {
      return;
    }
    if (running.wakeAtNanos() <= clockNanos()) {
      refuseToSpin();
      step(new RaftInput.Tick());
    } else {
      planTick(running);
    }
  }

  private void refuseToSpin() {
    long now = world.time().nowNanos();
    ticksAtOnce = now == lastTickNanos ? ticksAtOnce + 1 : 0;
    lastTickNanos = now;
    if (ticksAtOnce > MAX_TICKS_AT_ONE_INSTANT) {
      throw new InvariantViolation("L3", id + " wants to be woken again and again at one instant");
    }
  }
}
