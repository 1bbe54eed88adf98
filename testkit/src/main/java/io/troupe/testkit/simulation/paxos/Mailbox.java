package io.troupe.testkit.simulation.paxos;

import java.util.ArrayDeque;

/** What a node is given is done at once, or, while it stands still, when it runs again. */
final class Mailbox {
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private boolean paused;

  boolean isPaused() {
    return paused;
  }

  void put(Runnable work) {
    if (paused) {
      waiting.addLast(work);
    } else {
      work.run();
    }
  }

  void pause() {
    paused = true;
  }

  /** Does what waits, as long as it does not stand still again. */
  void resume() {
    paused = false;
    while (!paused && !waiting.isEmpty()) {
      waiting.removeFirst().run();
    }
  }

  int size() {
    return waiting.size();
  }

  /** What waits is void. */
  void clear() {
    waiting.clear();
    paused = false;
  }
}
