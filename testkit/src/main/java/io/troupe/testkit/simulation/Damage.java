package io.troupe.testkit.simulation;

import java.util.BitSet;
import java.util.List;

/** What is wrong with the stored records of a journal, by their places. */
final class Damage {
  private BitSet corrupt = new BitSet();
  private BitSet missing = new BitSet();

  /** The record cannot be read. */
  void corrupt(int record) {
    corrupt.set(record);
  }

  /** The records were never stored, though somebody was told so. */
  void miss(int from, int to) {
    missing.set(from, to);
  }

  /** What was corrupt can be read again. */
  void mend() {
    corrupt.clear();
  }

  /** There are no records any more. */
  void forget() {
    corrupt.clear();
    missing.clear();
  }

  void deletedFirst(int count) {
    corrupt = corrupt.get(count, Math.max(count, corrupt.length()));
    missing = missing.get(count, Math.max(count, missing.length()));
  }

  /** Carelessly. */
  void cutAtFirstCorrupt(List<?> records) {
    if (!corrupt.isEmpty()) {
      records.subList(corrupt.nextSetBit(0), records.size()).clear();
      corrupt.clear();
      missing = missing.get(0, records.size());
    }
  }

  /** Carelessly. */
  void leaveOutCorrupt(List<?> records) {
    leaveOut(corrupt, records);
  }

  /** Carelessly. */
  void leaveOutMissing(List<?> records) {
    leaveOut(missing, records);
  }

  private static void leaveOut(BitSet some, List<?> records) {
    for (int record = some.length() - 1; record >= 0; record = some.previousSetBit(record - 1)) {
      records.remove(record);
    }
    some.clear();
  }

  /** The first of it; empty if there is none. */
  @Override
  public String toString() {
    if (!corrupt.isEmpty()) {
      return "record " + corrupt.nextSetBit(0) + " is damaged";
    }
    return missing.isEmpty() ? "" : "record " + missing.nextSetBit(0) + " is missing";
  }
}
