package io.troupe.testkit.simulation;

import java.util.PriorityQueue;

/**
 * The clock and the agenda of a run. Time only moves from one due action to the next; actions due
 * at the same instant run in the order in which they were planned.
 */
public final class VirtualTime {
  private record Due(long at, long order, long cause, Runnable action) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Due> agenda = new PriorityQueue<>();
  private long nowNanos;
  private long planned;
  private long step;
  private long cause;

  public long nowNanos() {
    return nowNanos;
  }

  /** The number of actions run so far; names the current one. */
  public long step() {
    return step;
  }

  /** The step that planned the current one; 0 for what was there from the start. */
  public long cause() {
    return cause;
  }

  /** Plans {@code action} in {@code delayNanos} from now; a negative delay means now. */
  public void after(long delayNanos, Runnable action) {
    agenda.add(new Due(nowNanos + Math.max(0, delayNanos), planned++, step, action));
  }

  /** Runs the next action due up to {@code untilNanos}; without one, moves there: false. */
  public boolean runNext(long untilNanos) {
    Due next = agenda.peek();
    if (next == null || next.at > untilNanos) {
      nowNanos = Math.max(nowNanos, untilNanos);
      return false;
    }
    agenda.remove();
    nowNanos = next.at;
    cause = next.cause;
    step++;
    next.action.run();
    return true;
  }
}
