package io.troupe.protocols.paxos.register;

import io.troupe.protocols.paxos.Backoff;

/**
 * The pauses of one request between its attempts, and how far ahead the next attempt is to begin.
 *
 * <p>While a proposer paused, another that changes the key again and again went on by a round for
 * each change. What the first one knows is old by then, and the next round would be rejected too,
 * after a longer pause, and so on until the request times out. So it leaves some out in the end:
 * not at once, as to overrule somebody in the middle of a change may leave that unknown. Not
 * thread-safe.
 */
final class Pauses {
  /** Pauses after which rounds are left out; each further one doubles how many. */
  private static final int BEFORE_SKIPPING = 6;

  private static final int MIN_SKIPPED = 64;
  private static final int MAX_DOUBLINGS = 4;

  private final Backoff backoff;
  private int count;

  Pauses(Backoff backoff) {
    this.backoff = backoff;
  }

  /** One more pause. */
  long nextNanos() {
    count++;
    return backoff.nextNanos();
  }

  /** Rounds that the next attempt leaves out. */
  int skippedRounds() {
    int more = count - BEFORE_SKIPPING;
    return more < 0 ? 0 : MIN_SKIPPED << Math.min(more, MAX_DOUBLINGS);
  }
}
