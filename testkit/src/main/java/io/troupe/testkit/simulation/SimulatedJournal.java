package io.troupe.testkit.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A model of an append-only journal with group commit: whatever queued while one sync was under way
 * goes into the next. Only synced writes survive a crash, and those of the un-synced that {@link
 * Loss} lets live; since the journal is one file, these are always the first ones. A write is all
 * or nothing.
 */
public final class SimulatedJournal<E> {

  /** Learns what the disk holds. */
  public interface Owner<E> {
    /** These events are durable now, whether or not anybody will be told. */
    void durable(List<E> events);

    /** The sync that covers everything up to {@code write} returned. */
    void synced(long write);
  }

  private record Write<E>(long number, List<E> events) {}

  private final VirtualTime time;
  private final RandomGenerator random;
  private final Owner<E> owner;
  private final ArrayList<E> durable = new ArrayList<>();
  private final ArrayDeque<Write<E>> unsynced = new ArrayDeque<>();
  private DiskProfile profile;
  private long slowNanos;
  private boolean syncing;
  private int life;

  public SimulatedJournal(
      VirtualTime time, DiskProfile profile, RandomGenerator random, Owner<E> owner) {
    this.time = time;
    this.profile = profile;
    this.random = random;
    this.owner = owner;
  }

  /** Queues a write; {@link Owner#synced} follows. */
  public void append(long write, List<E> events) {
    unsynced.addLast(new Write<>(write, events));
    if (!syncing) {
      startSync();
    }
  }

  /** The durable events, oldest first: a read-only view. */
  public List<E> events() {
    return Collections.unmodifiableList(durable);
  }

  /** Deletes the first {@code count} durable events. */
  public void deleteFirst(int count) {
    durable.subList(0, count).clear();
  }

  /** Every sync takes this much longer until told otherwise. */
  public void slowDown(long extraNanos) {
    slowNanos = extraNanos;
  }

  public void heal() {
    slowNanos = 0;
    profile = DiskProfile.FAST;
  }

  /**
   * The process dies.
   *
   * @return how many writes were lost
   */
  public int crash(Loss loss) {
    int kept =
        switch (loss) {
          case NOTHING -> unsynced.size();
          case SUFFIX -> random.nextInt(unsynced.size() + 1);
          case EVERYTHING -> 0;
        };
    harden(kept);
    int lost = unsynced.size();
    unsynced.clear();
    syncing = false;
    life++;
    return lost;
  }

  private void startSync() {
    syncing = true;
    int covered = unsynced.size();
    int startedIn = life;
    time.after(
        profile.syncNanos(random) + slowNanos,
        () -> {
          if (life == startedIn) {
            finishSync(covered);
          }
        });
  }

  private void finishSync(int covered) {
    long last = harden(covered);
    if (unsynced.isEmpty()) {
      syncing = false;
    } else {
      startSync();
    }
    owner.synced(last);
  }

  private long harden(int writes) {
    long last = 0;
    for (int i = 0; i < writes; i++) {
      Write<E> write = unsynced.removeFirst();
      durable.addAll(write.events);
      owner.durable(write.events);
      last = write.number;
    }
    return last;
  }
}
