package io.troupe.testkit.simulation;

/**
 * What a careless shell does, mostly about its disk. Production does none of it; tests plant it to
 * see that it is found.
 */
public enum Negligence {
  /** Writes that were refused for lack of space are taken for written. */
  IGNORES_REFUSED_WRITES,
  /** After a sync that failed it syncs once more, and believes that (R14). */
  SYNCS_AGAIN_AFTER_A_FAILURE,
  /** A log with a record that cannot be read is cut there (R15). */
  CUTS_AT_A_CORRUPT_RECORD,
  /** A record that cannot be read is left out. */
  LEAVES_OUT_A_CORRUPT_RECORD,
  /** It is not noticed that records are missing. */
  IGNORES_MISSING_RECORDS,
  /** A node that lost its disk takes part as before (P5). */
  ADMITS_A_WIPED_NODE,
  /** An operator lets it in without looking at the others. */
  REPLACES_A_DISK_IN_HASTE,
  /** Whoever waits for one of the commands of a batch gets the answer to the last of them. */
  ANSWERS_AFTER_THE_BATCH
}
