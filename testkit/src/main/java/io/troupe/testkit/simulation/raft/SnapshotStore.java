package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.testkit.simulation.Sometimes;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** A node's snapshots: takes, receives and serves them, in virtual time. */
final class SnapshotStore {
  private static final int ONE_IN_TEN = 10;

  private final World world;
  private final RaftNode node;
  private final BooleanSupplier diskFull;
  private final SnapshotShelf shelf = new SnapshotShelf();
  private final RandomGenerator random;
  private int saving;

  SnapshotStore(World world, RaftNode node, BooleanSupplier diskFull) {
    this.diskFull = diskFull;
    this.world = world;
    this.node = node;
    this.random = world.seed().stream("snapshots of " + node.id());
  }

  /** Its bytes, if it exists and can be read. */
  Optional<Bytes> read(LogPosition position) {
    return shelf.read(position);
  }

  void spoil() {
    shelf.spoil();
  }

  void mend() {
    shelf.mend();
  }

  void take(LogPosition position, Bytes bytes) {
    if (random.nextInt(ONE_IN_TEN) == 0 || diskFull.getAsBoolean()) {
      node.inThisLife(syncNanos(), () -> node.deliver(new RaftInput.SnapshotFailed()));
      return;
    }
    save(
        position,
        bytes,
        () -> {
          world.coverage().count(Sometimes.SNAPSHOT_TAKEN);
          node.deliver(new RaftInput.SnapshotTaken(position));
        });
  }

  /** Without space for it, a chunk gets no answer, and what came before is forgotten. */
  void receive(LogPosition position, long offset, Bytes chunk, boolean last) {
    if (diskFull.getAsBoolean()) {
      shelf.stopReceiving();
      return;
    }
    SnapshotShelf.Progress progress = shelf.receive(position, offset, chunk, last);
    if (progress.toSave().isPresent()) {
      save(position, progress.toSave().get(), () -> answer(progress, true));
    } else {
      boolean complete = shelf.exists(position);
      node.inThisLife(0, () -> answer(progress, complete));
    }
  }

  void deleteBefore(long index) {
    shelf.deleteBefore(index);
    world.invariants().snapshotsDeletedBefore(node.id(), index);
  }

  /** Everything is gone. */
  void wipe() {
    shelf.deleteBefore(Long.MAX_VALUE);
    world.invariants().snapshotsDeletedBefore(node.id(), Long.MAX_VALUE);
  }

  /** What was not saved yet is lost. */
  void crash() {
    if (shelf.crash() || saving > 0) {
      world.coverage().count(Sometimes.SNAPSHOT_LOST_IN_CRASH);
    }
    saving = 0;
  }

  private void answer(SnapshotShelf.Progress progress, boolean complete) {
    node.deliver(
        new RaftInput.SnapshotChunkStored(progress.position(), progress.nextOffset(), complete));
  }

  private void save(LogPosition position, Bytes bytes, Runnable then) {
    saving++;
    node.inThisLife(
        syncNanos(),
        () -> {
          saving--;
          shelf.save(position, bytes);
          ListMachine contents = new ListMachine();
          contents.restore(bytes);
          world.trace().record(node.id().value(), "snapshot saved", position);
          world.invariants().snapshotSaved(node.id(), position, contents);
          then.run();
        });
  }

  private long syncNanos() {
    return 2 * world.disk().syncNanos(random);
  }
}
