package io.troupe.testkit.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A model of an append-only journal with group commit: whatever queued while one sync was under way
 * goes into the next. Only synced writes survive a crash, and those of the un-synced that {@link
 * Loss} lets live; since the journal is one file, these are always the first ones. A write is all
 * or nothing.
 *
 * <p>As in production, a write that was refused makes all later ones of the same writer fail, and a
 * sync that failed is final until the process starts anew; a record that is damaged, or missing
 * although it was acknowledged, is noticed when the journal is read back.
 */
public final class SimulatedJournal<E> implements FaultyDisk {

  /** Learns what the disk holds. */
  public interface Owner<E> {
    /** These events are durable now, whether or not anybody will be told. */
    void durable(List<E> events);

    /** The sync that covers everything up to {@code write} returned. */
    void synced(long write);

    /** A write was not stored, or may not have been; nor will any later one of this writer. */
    void writeFailed(String why);
  }

  private record Write<E>(long number, List<E> events) {}

  private final VirtualTime time;
  private final RandomGenerator random;
  private final Set<Negligence> negligence;
  private final Owner<E> owner;
  private final ArrayList<E> durable = new ArrayList<>();
  private final ArrayDeque<Write<E>> unsynced = new ArrayDeque<>();
  private final List<Runnable> waitingForSettlement = new ArrayList<>();
  private final Damage damage = new Damage();
  private DiskProfile profile;
  private long slowNanos;
  private boolean full;
  private boolean failsNext;
  private boolean losesNext;
  private boolean refusing;
  private boolean failed;
  private boolean syncing;
  private int covered;
  private int sync;

  public SimulatedJournal(
      VirtualTime time,
      DiskProfile profile,
      RandomGenerator random,
      Set<Negligence> negligence,
      Owner<E> owner) {
    this.time = time;
    this.profile = profile;
    this.random = random;
    this.negligence = negligence;
    this.owner = owner;
  }

  /** Queues a write; {@link Owner#synced} or {@link Owner#writeFailed} follows. */
  public void append(long write, List<E> events) {
    boolean ignored = full && negligence.contains(Negligence.IGNORES_REFUSED_WRITES);
    if (!ignored && (full || failed || refusing)) {
      refuse();
      return;
    }
    unsynced.addLast(new Write<>(write, ignored ? List.of() : events));
    if (!syncing) {
      startSync();
    }
  }

  private void refuse() {
    if (!refusing) {
      refusing = true;
      String why = failed ? "an earlier sync failed" : "no space left";
      time.after(profile.syncNanos(random), () -> owner.writeFailed(why));
    }
  }

  /** The durable events, oldest first: a read-only view. */
  public List<E> events() {
    return Collections.unmodifiableList(durable);
  }

  /** Deletes the first {@code count} durable events. */
  public void deleteFirst(int count) {
    durable.subList(0, count).clear();
    damage.deletedFirst(count);
  }

  /**
   * Does {@code then}, soon, when nothing is being written any more: the journal can be read back
   * and a new writer may begin.
   */
  public void whenSettled(Runnable then) {
    waitingForSettlement.add(then);
    settle();
  }

  private void settle() {
    if (!syncing && !waitingForSettlement.isEmpty()) {
      refusing = false;
      waitingForSettlement.forEach(each -> time.after(0, each));
      waitingForSettlement.clear();
    }
  }

  /** Why the journal cannot be read back; empty if it can. */
  public String refusesToBeRead() {
    return failed ? "an earlier sync failed" : damage.toString();
  }

  /** Reads back in a careless way, as far as that is {@link Negligence planted}. */
  public void readCarelessly() {
    if (negligence.contains(Negligence.CUTS_AT_A_CORRUPT_RECORD)) {
      damage.cutAtFirstCorrupt(durable);
    }
    if (negligence.contains(Negligence.LEAVES_OUT_A_CORRUPT_RECORD)) {
      damage.leaveOutCorrupt(durable);
    }
    if (negligence.contains(Negligence.IGNORES_MISSING_RECORDS)) {
      damage.leaveOutMissing(durable);
    }
  }

  @Override
  public void slowDown(long extraNanos) {
    slowNanos = extraNanos;
    if (extraNanos == 0 && syncing) {
      finishLater();
    }
  }

  @Override
  public void fill() {
    full = true;
  }

  @Override
  public void free() {
    full = false;
  }

  /** Whether nothing can be written. */
  public boolean isFull() {
    return full;
  }

  @Override
  public void failNextSync() {
    failsNext = true;
  }

  @Override
  public void loseNextWrite() {
    losesNext = true;
  }

  @Override
  public void corrupt(int place) {
    if (!durable.isEmpty()) {
      damage.corrupt(Math.floorMod(place, durable.size()));
    }
  }

  @Override
  public void mend() {
    damage.mend();
  }

  /** Everything is gone. */
  public void wipe() {
    durable.clear();
    damage.forget();
  }

  /** All that can heal does: what is missing stays missing. */
  public void heal() {
    profile = DiskProfile.FAST;
    full = false;
    failsNext = false;
    losesNext = false;
    damage.mend();
    slowDown(0);
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
    waitingForSettlement.clear();
    syncing = false;
    sync++;
    failed = false;
    refusing = false;
    return lost;
  }

  private void startSync() {
    syncing = true;
    covered = unsynced.size();
    sync++;
    finishLater();
  }

  private void finishLater() {
    int started = sync;
    time.after(
        profile.syncNanos(random) + slowNanos,
        () -> {
          if (syncing && sync == started) {
            finishSync();
          }
        });
  }

  private void finishSync() {
    if (failsNext) {
      failsNext = false;
      failSync();
      return;
    }
    long last = harden(covered);
    if (unsynced.isEmpty()) {
      syncing = false;
      settle();
    } else {
      startSync();
    }
    owner.synced(last);
  }

  /** Whether what was being synced is stored will only be known after a restart. */
  private void failSync() {
    if (negligence.contains(Negligence.SYNCS_AGAIN_AFTER_A_FAILURE)) {
      List<Write<E>> queued = List.copyOf(unsynced);
      unsynced.clear();
      for (int i = 0; i < queued.size(); i++) {
        Write<E> write = queued.get(i);
        unsynced.addLast(i < covered ? new Write<>(write.number, List.of()) : write);
      }
      startSync();
      return;
    }
    while (unsynced.size() > covered) {
      unsynced.removeLast();
    }
    failed = true;
    refusing = true;
    syncing = false;
    owner.writeFailed("a sync failed");
    settle();
  }

  private long harden(int writes) {
    long last = 0;
    for (int i = 0; i < writes; i++) {
      Write<E> write = unsynced.removeFirst();
      if (losesNext && !write.events.isEmpty()) {
        losesNext = false;
        damage.miss(durable.size(), durable.size() + write.events.size());
      }
      durable.addAll(write.events);
      owner.durable(write.events);
      last = write.number;
    }
    return last;
  }
}
