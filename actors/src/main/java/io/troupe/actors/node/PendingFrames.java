package io.troupe.actors.node;

import io.troupe.protocols.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Those who wait for frames that this replica, as leader, has proposed; oldest first. */
final class PendingFrames {
  private final ArrayDeque<Pending> frames = new ArrayDeque<>();

  void add(long term, long firstIndex, List<Request.Write> requests) {
    frames.add(new Pending(term, firstIndex, requests));
  }

  /** Those who wait for the given frames, which are committed now. */
  List<MachineCommand.Waiting> take(List<Frame> committed) {
    if (frames.isEmpty()) {
      return List.of();
    }
    List<MachineCommand.Waiting> waiting = new ArrayList<>();
    for (Frame frame : committed) {
      Pending next = frames.peek();
      if (next != null && next.firstIndex == frame.firstIndex() && next.term == frame.term()) {
        frames.remove();
        if (!next.requests.isEmpty()) {
          waiting.add(new MachineCommand.Waiting(next.firstIndex, next.requests));
        }
      }
    }
    return waiting;
  }

  /** Leadership is lost: whether these frames will be committed cannot be known here. */
  void giveUp(String why) {
    frames.forEach(frame -> frame.giveUp(why));
    frames.clear();
  }

  /** Answers those who asked before {@code deadlineNanos}; their frames may still be committed. */
  void expire(long deadlineNanos, String why) {
    for (Iterator<Pending> all = frames.iterator(); all.hasNext(); ) {
      Pending next = all.next();
      if (!next.requests.isEmpty() && next.requests.get(0).askedNanos() - deadlineNanos > 0) {
        return;
      }
      next.giveUp(why);
    }
  }

  private static final class Pending {
    private final long term;
    private final long firstIndex;
    private List<Request.Write> requests;

    private Pending(long term, long firstIndex, List<Request.Write> requests) {
      this.term = term;
      this.firstIndex = firstIndex;
      this.requests = requests;
    }

    private void giveUp(String why) {
      requests.forEach(request -> request.replyTo().unknown(why));
      requests = List.of();
    }
  }
}
