package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.NodeId;
import io.troupe.testkit.simulation.Alarm;
import io.troupe.testkit.simulation.FaultyDisk;
import io.troupe.testkit.simulation.Keeper;
import io.troupe.testkit.simulation.Loss;
import io.troupe.testkit.simulation.Negligence;
import io.troupe.testkit.simulation.NodeClock;
import io.troupe.testkit.simulation.SimulatedJournal;
import io.troupe.testkit.simulation.Sometimes;
import io.troupe.testkit.simulation.WriteTraps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One node through all its lives: its process, its disk, its clock. A node whose data are lost
 * stays out for ever, as it may have promised anything (P5).
 */
final class PaxosNode<E, M> extends SnapshotlessNode
    implements Host<E, M>, SimulatedJournal.Owner<E>, Alarm.Sleeper {
  private static final long ONE_HOUR_NANOS = Duration.ofHours(1).toNanos();

  private final PaxosWorld world;
  private final NodeId id;
  private final Protocol<E, M> protocol;
  private final Network<M> network;
  private final SimulatedJournal<E> journal;
  private final NodeClock clock;
  private final Alarm alarm;
  private final Keeper keeper;
  private final WriteTraps traps = new WriteTraps();
  private final Mailbox mailbox = new Mailbox();
  private final TreeMap<Long, Runnable> writes = new TreeMap<>();
  private Optional<Life<M>> process = Optional.empty();
  private long lastWrite;
  private int incarnation;
  private boolean running;
  private boolean wiped;

  private record Received<M>(NodeId from, M message) {}

  /** The way to other nodes. */
  interface Network<M> {
    void send(NodeId from, NodeId to, M message);
  }

  PaxosNode(PaxosWorld world, NodeId id, Protocol<E, M> protocol, Network<M> network) {
    this.world = world;
    this.id = id;
    this.protocol = protocol;
    this.network = network;
    this.journal =
        new SimulatedJournal<>(
            world.time(),
            world.plan().disk(),
            world.seed().stream("disk of " + id),
            world.negligence(),
            this);
    long start = world.seed().stream("clock of " + id).nextLong(1L << 40);
    this.clock = new NodeClock(world.time(), start, this::clockChanged);
    this.alarm = new Alarm(world.time(), clock, id.value());
    this.keeper = new Keeper(world.time());
  }

  boolean isUp() {
    return process.isPresent();
  }

  /** Whether it stays out because its data are lost. */
  boolean isOut() {
    return !isUp() && (wiped || !journal.refusesToBeRead().isEmpty());
  }

  Optional<Life<M>> life() {
    return process;
  }

  boolean isBusy() {
    return process.map(Life::isBusy).orElse(false);
  }

  /** Lets the process do something, now or when the node runs again; never if it dies before. */
  void enqueue(Consumer<Life<M>> work) {
    mailbox.put(() -> now(work));
  }

  private void now(Consumer<Life<M>> work) {
    process.ifPresent(
        living -> {
          work.accept(living);
          if (isUp()) {
            alarm.set(this);
          }
        });
  }

  void receive(NodeId from, M message) {
    enqueue(
        living -> {
          world.trace().record(id.value(), "receive", new Received<>(from, message));
          living.receive(from, message);
        });
  }

  @Override
  public void restart() {
    if (isUp()) {
      return;
    }
    crash(Loss.NOTHING);
    if (wiped && !world.negligence().contains(Negligence.ADMITS_A_WIPED_NODE)) {
      world.coverage().count(Sometimes.WIPED_NODE_KEPT_OUT);
      return;
    }
    wiped = false;
    running = true;
    keeper.processStarted();
    startLife();
  }

  private void startLife() {
    journal.readCarelessly();
    String refusal = journal.refusesToBeRead();
    if (!refusal.isEmpty()) {
      world.trace().record(id.value(), "refuses to start", refusal);
      world.coverage().count(Sometimes.DAMAGE_REFUSED);
      return;
    }
    incarnation++;
    world.trace().record(id.value(), "start", "incarnation " + incarnation);
    process = Optional.of(protocol.start(this, List.copyOf(journal.events()), incarnation));
    alarm.setAnew(this);
  }

  @Override
  public void crash(Loss loss) {
    if (!running) {
      return;
    }
    running = false;
    keeper.processEnded();
    stopLife();
    int lost = journal.crash(loss);
    world.coverage().count(lost > 0 ? Sometimes.UNSYNCED_WRITES_LOST : Sometimes.CRASHED);
    world.trace().record(id.value(), "crash", lost + " writes lost");
  }

  private void stopLife() {
    process.ifPresent(Life::died);
    process = Optional.empty();
    alarm.off();
    mailbox.clear();
    writes.clear();
  }

  @Override
  public void write(List<E> events, Runnable durable) {
    events.forEach(event -> protocol.decided(id, event));
    world.trace().record(id.value(), "write", events);
    writes.put(++lastWrite, durable);
    journal.append(lastWrite, events);
    Optional<Life<M>> before = process;
    events.forEach(event -> traps.spring(protocol.bare(event)));
    if (!process.equals(before)) {
      world.coverage().count(Sometimes.CRASHED_WHILE_WRITING);
    }
  }

  @Override
  public void durable(List<E> events) {
    events.forEach(event -> protocol.hardened(id, event));
  }

  @Override
  public void synced(long write) {
    enqueue(
        living -> {
          List<Runnable> confirmed = List.copyOf(writes.headMap(write, true).values());
          writes.headMap(write, true).clear();
          confirmed.forEach(Runnable::run);
        });
  }

  /** The process stops, and is started anew later. */
  @Override
  public void writeFailed(String why) {
    enqueue(
        living -> {
          world.trace().record(id.value(), "write failed", why);
          world.coverage().count(Sometimes.WRITE_FAILED);
          stopLife();
          keeper.startLater(() -> journal.whenSettled(this::startLife));
        });
  }

  @Override
  public void send(NodeId to, M message) {
    if (isUp()) {
      protocol.sending(id, message);
      network.send(id, to, message);
    }
  }

  @Override
  public NodeId id() {
    return id;
  }

  @Override
  public long nowNanos() {
    return clock.nowNanos();
  }

  @Override
  public RandomGenerator random(String purpose) {
    return world.seed().stream(purpose + " of " + id + " in life " + incarnation);
  }

  @Override
  public void trace(String what, Object detail) {
    world.trace().record(id.value(), what, detail);
  }

  @Override
  public void onWrite(String eventKind, Runnable then) {
    traps.set(eventKind, then);
  }

  @Override
  public void pause() {
    if (isUp() && !mailbox.isPaused()) {
      mailbox.pause();
      world.coverage().count(Sometimes.PAUSED);
      world.trace().record(id.value(), "pause", "");
    }
  }

  @Override
  public void resume() {
    if (mailbox.isPaused()) {
      world.trace().record(id.value(), "resume", mailbox.size() + " inputs waited");
      mailbox.resume();
      now(living -> {});
    }
  }

  @Override
  public FaultyDisk disk() {
    return journal;
  }

  @Override
  public NodeClock clock() {
    return clock;
  }

  @Override
  public void wipe() {
    if (!running) {
      wiped = true;
      journal.wipe();
      world.trace().record(id.value(), "wiped", "");
    }
  }

  /** All faults of this node end, as far as they can. */
  void heal() {
    traps.disarm();
    journal.heal();
    clock.heal();
    resume();
    restart();
  }

  private void clockChanged() {
    if (isUp()) {
      alarm.setAnew(this);
    }
  }

  /** A clock cannot count to the end of time: for never, it is looked at once more in an hour. */
  @Override
  public long wakeAtNanos() {
    long never = clock.nowNanos() + ONE_HOUR_NANOS;
    return process.map(life -> Math.min(never, life.wakeAtNanos())).orElse(never);
  }

  /** A node that is paused finds out when it runs again. */
  @Override
  public void wake() {
    if (!mailbox.isPaused()) {
      now(Life::tick);
    }
  }
}
