package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.PersistentState;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RoleKind;
import io.troupe.testkit.simulation.FaultyClock;
import io.troupe.testkit.simulation.FaultyDisk;
import io.troupe.testkit.simulation.FaultyNode;
import io.troupe.testkit.simulation.Loss;
import io.troupe.testkit.simulation.Negligence;
import io.troupe.testkit.simulation.NodeClock;
import io.troupe.testkit.simulation.SimulatedJournal;
import io.troupe.testkit.simulation.Sometimes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * One node through all its lives: a mailbox, a replica, a journal, a snapshot shelf. Disk and shelf
 * stay when the rest dies. Each start of the replica begins a life, in a new process or, after the
 * journal failed, in the same.
 */
final class RaftNode implements FaultyNode, SimulatedJournal.Owner<LogEvent>, Alarm.Sleeper {
  private static final long MIN_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long MAX_PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

  private final World world;
  private final NodeId id;
  private final RaftClients clients;
  private final SimulatedJournal<LogEvent> journal;
  private final SnapshotStore snapshots;
  private final RaftShell shell;
  private final Operator operator;
  private final WriteTraps traps = new WriteTraps();
  private final ArrayDeque<Runnable> mailbox = new ArrayDeque<>();
  private final NodeClock clock;
  private final Alarm alarm;

  private Optional<Replica> replica = Optional.empty();
  private ClientLedger ledger;
  private ListMachine machine = new ListMachine();
  private int life;
  private int process;
  private boolean running;
  private boolean wiped;
  private boolean replacing;
  private boolean paused;
  private boolean compacted;
  private long pauseNanos = MIN_PAUSE_NANOS;

  RaftNode(
      World world, NodeId id, RaftClients clients, Operator operator, RaftShell.Sender sender) {
    this.world = world;
    this.id = id;
    this.clients = clients;
    this.operator = operator;
    this.ledger = new ClientLedger(this, clients);
    this.journal =
        new SimulatedJournal<>(
            world.time(),
            world.disk(),
            world.seed().stream("disk of " + id),
            world.subject().negligence(),
            this);
    this.snapshots = new SnapshotStore(world, this);
    this.shell = new RaftShell(world, this, snapshots, sender);
    this.clock =
        new NodeClock(
            world.time(),
            world.seed().stream("clock of " + id).nextLong(1L << 40),
            this::clockChanged);
    this.alarm = new Alarm(world.time(), clock, id.value());
  }

  NodeId id() {
    return id;
  }

  boolean isUp() {
    return replica.isPresent();
  }

  /** Whether it stays out because its data are lost. */
  boolean isOut() {
    return !isUp() && (wiped || !journal.refusesToBeRead().isEmpty());
  }

  /** Whether an operator is about to let it in again. */
  boolean isBeingReplaced() {
    return replacing;
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

  Optional<Replica> replica() {
    return replica;
  }

  boolean claimsLeadership() {
    return replica.map(each -> each.role() == RoleKind.LEADER).orElse(false);
  }

  long term() {
    return replica.map(Replica::term).orElse(0L);
  }

  @Override
  public FaultyDisk disk() {
    return journal;
  }

  @Override
  public FaultyClock clock() {
    return clock;
  }

  long clockNanos() {
    return clock.nowNanos();
  }

  boolean isDiskFull() {
    return journal.isFull();
  }

  /** The process starts with what the disk holds; a node that lost it may not start. */
  @Override
  public void restart() {
    if (isUp()) {
      return;
    }
    crash(Loss.NOTHING);
    if (wiped && world.subject().negligence().contains(Negligence.ADMITS_A_WIPED_NODE)) {
      admit();
    } else if (wiped) {
      world.coverage().count(Sometimes.WIPED_NODE_KEPT_OUT);
    } else {
      running = true;
      process++;
      pauseNanos = MIN_PAUSE_NANOS;
      startReplica();
    }
  }

  /** A life begins, if the journal can be read back. */
  private void startReplica() {
    journal.readCarelessly();
    String refusal = journal.refusesToBeRead();
    if (!refusal.isEmpty()) {
      world.trace().record(id.value(), "refuses to start", refusal);
      world.coverage().count(Sometimes.DAMAGE_REFUSED);
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
            .subject()
            .factory()
            .create(
                world.settings(),
                id,
                world.membership(),
                state,
                world.seed().stream("replica " + id + " in life " + life));
    replica = Optional.of(born);
    carryOut(born, new RaftInput.Tick(), born.start(life, clock.nowNanos()));
  }

  @Override
  public void crash(Loss loss) {
    if (!running) {
      return;
    }
    running = false;
    stopReplica();
    int lost = journal.crash(loss);
    world.coverage().count(Sometimes.CRASHED);
    if (lost > 0) {
      world.coverage().count(Sometimes.UNSYNCED_WRITES_LOST);
    }
    world.trace().record(id.value(), "crash", lost + " writes lost");
  }

  private void stopReplica() {
    life++;
    replica = Optional.empty();
    paused = false;
    alarm.off();
    mailbox.clear();
    ledger.died();
    snapshots.crash();
    world.invariants().crashed(id);
  }

  /** The replica starts anew after a pause that doubles, as its keeper does in production. */
  @Override
  public void writeFailed(String why) {
    int current = life;
    enqueue(
        () -> {
          if (life == current) {
            world.trace().record(id.value(), "write failed", why);
            world.coverage().count(Sometimes.WRITE_FAILED);
            stopReplica();
            startReplicaLater();
          }
        });
  }

  /** The replica stops, and will not start again in this process. */
  void failForGood(String why) {
    world.trace().record(id.value(), "failed", why);
    world.coverage().count(Sometimes.DAMAGE_REFUSED);
    stopReplica();
  }

  private void startReplicaLater() {
    int current = process;
    world
        .time()
        .after(
            pauseNanos,
            () -> {
              if (running && process == current) {
                journal.whenSettled(this::startReplica);
              }
            });
    pauseNanos = Math.min(MAX_PAUSE_NANOS, 2 * pauseNanos);
  }

  @Override
  public void wipe() {
    if (!running) {
      wiped = true;
      journal.wipe();
      snapshots.wipe();
      world.trace().record(id.value(), "wiped", "");
    }
  }

  @Override
  public void spoilSnapshots() {
    snapshots.spoil();
  }

  @Override
  public void mendSnapshots() {
    snapshots.mend();
  }

  @Override
  public void replaceLostDisk() {
    if (isOut()) { // else it was not lost after all, or is being replaced already
      crash(Loss.EVERYTHING);
      wipe();
      replacing = true;
      operator.replaceDiskOf(this);
    }
  }

  /** It may take part with the disk it has now, as one that has promised nothing. */
  void admit() {
    wiped = false;
    replacing = false;
    world.trace().record(id.value(), "admitted", "");
    world.coverage().count(Sometimes.WIPED_NODE_REPLACED);
    world.invariants().replaced(id);
    restart();
  }

  @Override
  public void onWrite(String eventKind, Runnable then) {
    traps.set(eventKind, then);
  }

  /** All faults of this node end, as far as they can. */
  void heal() {
    traps.disarm();
    journal.heal();
    snapshots.mend();
    clock.heal();
    resume();
    restart();
  }

  @Override
  public void pause() {
    if (isUp() && !paused) {
      paused = true;
      world.coverage().count(Sometimes.PAUSED);
      world.trace().record(id.value(), "pause", "");
    }
  }

  @Override
  public void resume() {
    if (!paused) {
      return;
    }
    paused = false;
    world.trace().record(id.value(), "resume", mailbox.size() + " inputs waited");
    while (isUp() && !paused && !mailbox.isEmpty()) {
      mailbox.removeFirst().run();
    }
    setAlarm();
  }

  /** Gives {@code input} to the replica, now or when the node runs again. */
  void deliver(RaftInput input) {
    enqueue(() -> step(input));
  }

  private void enqueue(Runnable work) {
    if (paused) {
      mailbox.addLast(work);
    } else if (isUp()) {
      work.run();
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

  /** Clients ask only a node that is up. */
  void propose(long proposal, int count, int size) {
    deliver(new RaftInput.Propose(proposal, count, ListMachine.commands(proposal, size)));
  }

  void read(long read, long floor) {
    ledger.reading(read, floor);
    deliver(new RaftInput.Read(read));
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
    int current = life;
    persist.events().forEach(traps::spring);
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
    Replica current = replica.orElseThrow();
    world.trace().record(id.value(), "input", input);
    carryOut(current, input, current.on(input, clock.nowNanos()));
  }

  private void carryOut(Replica current, RaftInput cause, List<Output> outputs) {
    int before = life;
    shell.because(cause);
    for (Output output : outputs) {
      world.trace().record(id.value(), "output", output);
      output.accept(shell);
      if (life != before) {
        return; // died of it
      }
    }
    world.invariants().stepped(id, current);
    setAlarm();
  }

  private void setAlarm() {
    if (isUp()) {
      alarm.set(this);
    }
  }

  private void clockChanged() {
    if (isUp()) {
      alarm.setAnew(this);
    }
  }

  @Override
  public long wakeAtNanos() {
    return replica.orElseThrow().wakeAtNanos();
  }

  /** A node that is paused finds out when it runs again. */
  @Override
  public void wake() {
    if (!paused) {
      step(new RaftInput.Tick());
    }
  }
}
