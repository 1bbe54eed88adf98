package io.troupe.testkit.simulation;

/** What a crash does to writes that were not synced yet. */
public enum Loss {
  /** All of them had reached the disk by chance. */
  NOTHING,
  /** Some first ones had; the next is torn and cut off, and so are all after it. */
  SUFFIX,
  /** None had. */
  EVERYTHING
}
