package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.PersistentState;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.testkit.simulation.FaultyDisk;
import io.troupe.testkit.simulation.Loss;
import io.troupe.testkit.simulation.SimulatedJournal;
import io.troupe.testkit.simulation.Sometimes;
import io.troupe.testkit.simulation.WriteTraps;
import java.util.List;

/** What a node stores: its journal and its snapshots, which stay when the rest of it dies. */
final class NodeStorage implements SimulatedJournal.Owner<LogEvent> {
  private final World world;
  private final RaftNode node;
  private final NodeId id;
  private final SimulatedJournal<LogEvent> journal;
  private final SnapshotStore snapshots;
  private final WriteTraps traps = new WriteTraps();
  private boolean compacted;

  NodeStorage(World world, RaftNode node) {
    this.world = world;
    this.node = node;
    this.id = node.id();
    this.journal =
        new SimulatedJournal<>(
            world.time(),
            world.disk(),
            world.seed().stream("disk of " + id),
            world.subject().negligence(),
            this);
    this.snapshots = new SnapshotStore(world, node, journal::isFull);
  }

  FaultyDisk disk() {
    return journal;
  }

  SnapshotStore snapshots() {
    return snapshots;
  }

  WriteTraps traps() {
    return traps;
  }

  /** Why a replica cannot start with what is stored; empty if it can. */
  String refusal() {
    return journal.refusesToBeRead();
  }

  /** Reads back in a careless way, as far as that is planted. */
  void readCarelessly() {
    journal.readCarelessly();
  }

  /** What the journal holds, which {@link #refusal} does not speak against. */
  PersistentState read() {
    PersistentState state = new PersistentState();
    journal.events().forEach(state::apply);
    return state;
  }

  /** Does {@code then} when a new replica may read what the last one wrote. */
  void whenSettled(Runnable then) {
    journal.whenSettled(then);
  }

  /** A write is on its way to the disk; the node may be about to die of it. */
  void write(RaftInput cause, Output.Persist persist) {
    world.invariants().decided(id, cause, persist.events());
    journal.append(persist.write(), persist.events());
    for (LogEvent event : persist.events()) {
      if (event instanceof LogEvent.SuffixTruncated truncated) {
        world.coverage().count(Sometimes.SUFFIX_TRUNCATED);
        node.ledger().truncatedFrom(truncated.fromIndex());
      } else if (event instanceof LogEvent.SnapshotInstalled installed) {
        world.coverage().count(Sometimes.SNAPSHOT_INSTALLED);
        node.ledger().truncatedFrom(installed.snapshot().index() + 1);
      }
    }
    int before = node.life();
    persist.events().forEach(traps::spring);
    if (node.life() != before) {
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
      snapshots.deleteBefore(world.invariants().durableLog(id).snapshot().index());
    }
    node.deliver(new RaftInput.Persisted(write));
  }

  @Override
  public void writeFailed(String why) {
    node.writeFailed(why);
  }

  /**
   * The process dies.
   *
   * @return how many writes were lost
   */
  int crash(Loss loss) {
    return journal.crash(loss);
  }

  /** Everything is gone. */
  void wipe() {
    journal.wipe();
    snapshots.wipe();
  }

  /** All that can heal does. */
  void heal() {
    traps.disarm();
    journal.heal();
    snapshots.mend();
  }
}
