package io.troupe.testkit.simulation;

/** What faults can do to the disk of a node. */
public interface FaultyDisk {
  /** Every sync takes this much longer; 0 ends it, and lets a sync under way finish. */
  void slowDown(long extraNanos);

  /** Writes are refused from now on. */
  void fill();

  /** Writes are taken again. */
  void free();

  /** The next sync fails. */
  void failNextSync();

  /** A stored record cannot be read any more: number {@code place} modulo how many there are. */
  void corrupt(int place);

  /** What was corrupt can be read again. */
  void mend();

  /** The next write that is synced is acknowledged without being stored. */
  void loseNextWrite();
}
