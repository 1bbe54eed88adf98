package io.troupe.testkit.simulation;

/**
 * What faults can do to a node. What does not make sense at the moment, such as crashing a node
 * that is down, does nothing.
 */
public interface FaultyNode {
  /** The process dies. */
  void crash(Loss loss);

  /** Unless its replica runs, the process starts anew, if it may. */
  void restart();

  /** Does {@code then} once, right after the node handed an event of this kind to its disk. */
  void onWrite(String eventKind, Runnable then);

  /** The node stops running; what is sent to it waits in its mailbox. */
  void pause();

  void resume();

  FaultyDisk disk();

  FaultyClock clock();

  /** The snapshots that it has cannot be read any more. */
  void spoilSnapshots();

  /** They can be read again. */
  void mendSnapshots();

  /** The data of a node that is down are gone. */
  void wipe();

  /** An operator replaces the disk of a node that stays out, and lets it in when that is safe. */
  void replaceLostDisk();
}
