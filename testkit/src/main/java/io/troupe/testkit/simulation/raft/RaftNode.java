package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.PersistentState;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RoleKind;
import io.troupe.testkit.simulation.FaultyDisk;
import io.troupe.testkit.simulation.FaultyNode;
import io.troupe.testkit.simulation.Keeper;
import io.troupe.testkit.simulation.Loss;
import io.troupe.testkit.simulation.Negligence;
import io.troupe.testkit.simulation.NodeClock;
import io.troupe.testkit.simulation.Sometimes;
import java.util.Optional;

/**
 * One node through all its lives: its process, its disks, its clock. Each start of the replica
 * begins a {@link RaftLife}, in a new process or, after the journal failed, in the same.
 */
final class RaftNode implements FaultyNode {
  private final World world;
  private final NodeId id;
  private final RaftClients clients;
  private final NodeStorage storage;
  private final RaftShell shell;
  private final Operator operator;
  private final Keeper keeper;
  private final NodeClock clock;

  private Optional<RaftLife> current = Optional.empty();
  private ClientLedger ledger;
  private ListMachine machine = new ListMachine();
  private int life;
  private boolean running;
  private boolean wiped;
  private boolean replacing;

  RaftNode(
      World world, NodeId id, RaftClients clients, Operator operator, RaftShell.Sender sender) {
    this.world = world;
    this.id = id;
    this.clients = clients;
    this.operator = operator;
    this.keeper = new Keeper(world.time());
    this.ledger = new ClientLedger(this, clients);
    this.storage = new NodeStorage(world, this);
    this.shell = new RaftShell(world, this, storage, sender);
    this.clock =
        new NodeClock(
            world.time(),
            world.seed().stream("clock of " + id).nextLong(1L << 40),
            () -> current.ifPresent(RaftLife::clockChanged));
  }

  NodeId id() {
    return id;
  }

  boolean isUp() {
    return current.isPresent();
  }

  /** Whether it stays out because its data are lost. */
  boolean isOut() {
    return !isUp() && (wiped || !storage.refusal().isEmpty());
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
    return current.map(RaftLife::replica);
  }

  boolean claimsLeadership() {
    return replica().map(each -> each.role() == RoleKind.LEADER).orElse(false);
  }

  long term() {
    return replica().map(Replica::term).orElse(0L);
  }

  @Override
  public FaultyDisk disk() {
    return storage.disk();
  }

  @Override
  public NodeClock clock() {
    return clock;
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
      keeper.processStarted();
      startReplica();
    }
  }

  /** A life begins, if the journal can be read back. */
  private void startReplica() {
    storage.readCarelessly();
    String refusal = storage.refusal();
    if (!refusal.isEmpty()) {
      world.trace().record(id.value(), "refuses to start", refusal);
      world.coverage().count(Sometimes.DAMAGE_REFUSED);
      return;
    }
    life++;
    PersistentState state = storage.read();
    world.trace().record(id.value(), "start", state);
    world.invariants().started(id, state);
    storage.snapshots().deleteBefore(state.log().snapshot().index());
    if (state.log().snapshot().index() > 0) {
      world.coverage().count(Sometimes.RESTARTED_FROM_SNAPSHOT);
    }
    Replica replica =
        world
            .subject()
            .factory()
            .create(
                world.settings(),
                id,
                world.membership(),
                state,
                world.seed().stream("replica " + id + " in life " + life));
    ledger = new ClientLedger(this, clients);
    RaftLife born = new RaftLife(world, this, replica, shell, clock, ledger);
    machine = born.machine();
    current = Optional.of(born);
    born.begin();
  }

  @Override
  public void crash(Loss loss) {
    if (!running) {
      return;
    }
    running = false;
    keeper.processEnded();
    stopReplica();
    int lost = storage.crash(loss);
    world.coverage().count(Sometimes.CRASHED);
    if (lost > 0) {
      world.coverage().count(Sometimes.UNSYNCED_WRITES_LOST);
    }
    world.trace().record(id.value(), "crash", lost + " writes lost");
  }

  private void stopReplica() {
    life++;
    current.ifPresent(RaftLife::die);
    current = Optional.empty();
    storage.snapshots().crash();
    world.invariants().crashed(id);
  }

  /** The replica stops, and is started anew later. */
  void writeFailed(String why) {
    current.ifPresent(
        failing ->
            failing.enqueue(
                () -> {
                  world.trace().record(id.value(), "write failed", why);
                  world.coverage().count(Sometimes.WRITE_FAILED);
                  stopReplica();
                  keeper.startLater(() -> storage.whenSettled(this::startReplica));
                }));
  }

  /** The replica stops, and will not start again in this process. */
  void failForGood(String why) {
    world.trace().record(id.value(), "failed", why);
    world.coverage().count(Sometimes.DAMAGE_REFUSED);
    stopReplica();
  }

  @Override
  public void wipe() {
    if (!running) {
      wiped = true;
      storage.wipe();
      world.trace().record(id.value(), "wiped", "");
    }
  }

  @Override
  public void spoilSnapshots() {
    storage.snapshots().spoil();
  }

  @Override
  public void mendSnapshots() {
    storage.snapshots().mend();
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
    storage.traps().set(eventKind, then);
  }

  /** All faults of this node end, as far as they can. */
  void heal() {
    storage.heal();
    clock.heal();
    resume();
    restart();
  }

  @Override
  public void pause() {
    current.ifPresent(RaftLife::pause);
  }

  @Override
  public void resume() {
    current.ifPresent(RaftLife::resume);
  }

  /** Gives {@code input} to the replica, now or when the node runs again. */
  void deliver(RaftInput input) {
    current.ifPresent(living -> living.deliver(input));
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
}
