package io.troupe.protocols.paxos.register;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.QuorumSystem;
import io.troupe.protocols.paxos.ReservedRounds;
import io.troupe.protocols.paxos.register.RegisterOutcome.Reason;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A proposer of many registers (§2.2): clients send it their changes, and any node may have one. It
 * works on many keys at once and on one request for each key; others wait for their turn. Anything
 * that has no answer in time is answered as it stands.
 *
 * <p>A change takes one round trip as long as no other proposer touches the key (§2.2.1), two
 * otherwise, and more under contention. A change that was given up after it was proposed is tried
 * again only as far as it cannot take effect twice: see {@link Task}.
 *
 * <p>Whoever deletes should ask for a collection afterwards; a register that is only read becomes a
 * tombstone as well. Not thread-safe.
 */
public final class RegisterProposer {
  private record Wake(long atNanos, RegisterKey key) implements Comparable<Wake> {
    @Override
    public int compareTo(Wake other) {
      return atNanos != other.atNanos
          ? Long.compare(atNanos, other.atNanos)
          : key.compareTo(other.key);
    }
  }

  /** The requests for one key, and the one that is under way. */
  private static final class Line {
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private KeyWork work;
    private Wake wake;

    private Line(KeyWork work, Wake wake) {
      this.work = work;
      this.wake = wake;
    }
  }

  private final ProposerContext context;
  private final Map<RegisterKey, Line> lines = new HashMap<>();
  private final TreeSet<Wake> wakes = new TreeSet<>();
  private int pending;

  /**
   * A proposer in a new life.
   *
   * @param reserved what it remembered: {@link RegisterMemory#rounds}
   * @param incarnation of this life: larger than that of any earlier one, even on another disk
   * @param random draws the pauses
   */
  public RegisterProposer(
      NodeId self,
      QuorumSystem quorums,
      RegisterSettings settings,
      ReservedRounds reserved,
      long incarnation,
      RandomGenerator random) {
    this.context = new ProposerContext(self, quorums, settings, reserved, incarnation, random);
  }

  /** Takes one input; returns what the shell must do, in order. */
  public List<RegisterOutput> on(RegisterInput input, long nowNanos) {
    input.accept(new Inputs(nowNanos));
    return context.outbox.drain();
  }

  /** By when the next {@link RegisterInput.Tick} is due; {@link Long#MAX_VALUE} for never. */
  public long wakeAtNanos() {
    return wakes.isEmpty() ? Long.MAX_VALUE : wakes.first().atNanos;
  }

  /** Requests that wait or are under way. */
  public int pending() {
    return pending;
  }

  private void add(RegisterKey key, Task task, long nowNanos) {
    if (pending == context.settings.maxPendingRequests()) {
      RegisterOutcome outcome =
          new RegisterOutcome.Rejected(
              Reason.OVERLOADED, pending + " requests are pending; try again later");
      context.outbox.emit(new RegisterOutput.Finished(task.id, key, outcome));
      return;
    }
    pending++;
    Line line = lines.get(key);
    if (line != null) {
      line.waiting.add(task);
      if (!task.collects) {
        line.work.wanted();
        goOn(key, line, nowNanos);
      }
      return;
    }
    KeyWork work = new KeyWork(context, key, task);
    line = new Line(work, new Wake(Long.MAX_VALUE, key));
    lines.put(key, line);
    work.start(nowNanos);
    goOn(key, line, nowNanos);
  }

  /** Starts what waits if something has finished, and sets the alarm. */
  private void goOn(RegisterKey key, Line line, long nowNanos) {
    wakes.remove(line.wake);
    while (line.work.isFinished()) {
      pending--;
      if (line.waiting.isEmpty()) {
        lines.remove(key);
        return;
      }
      line.work = new KeyWork(context, key, line.waiting.remove());
      line.work.start(nowNanos);
      if (line.waiting.stream().anyMatch(task -> !task.collects)) {
        line.work.wanted();
      }
    }
    line.wake = new Wake(line.work.wakeAtNanos(), key);
    wakes.add(line.wake);
  }

  private final class Inputs implements RegisterInput.Handler {
    private final long nowNanos;

    private Inputs(long nowNanos) {
      this.nowNanos = nowNanos;
    }

    @Override
    public void onTick() {
      List<Wake> due = wakes.stream().takeWhile(wake -> wake.atNanos <= nowNanos).toList();
      for (Wake wake : due) {
        Line line = lines.get(wake.key);
        if (line != null) {
          line.work.tick(nowNanos);
          goOn(wake.key, line, nowNanos);
        }
      }
    }

    @Override
    public void onReceived(RegisterInput.Received input) {
      if (input.message() instanceof RegisterMessage.Rejected rejected) {
        context.saw(rejected.promised());
        context.sticky.rejected(rejected.key(), rejected.ballot());
      }
      RegisterKey key = input.message().key();
      Line line = lines.get(key);
      if (line != null) {
        input.message().accept(new Messages(input.from(), line.work, nowNanos));
        goOn(key, line, nowNanos);
      }
    }

    @Override
    public void onPersisted(RegisterInput.Persisted input) {
      context.outbox.persisted(input.write());
    }

    @Override
    public void onRequest(RegisterInput.Request input) {
      add(input.key(), new Task(input.id(), input.change(), false, deadline()), nowNanos);
    }

    @Override
    public void onCollect(RegisterInput.Collect input) {
      add(input.key(), new Task(input.id(), Change.READ, true, deadline()), nowNanos);
    }

    private long deadline() {
      return nowNanos + context.settings.operationTimeoutNanos();
    }
  }

  private record Messages(NodeId from, KeyWork work, long nowNanos)
      implements RegisterMessage.Handler {
    @Override
    public void onPromise(RegisterMessage.Promise message) {
      work.promised(from, message, nowNanos);
    }

    @Override
    public void onAccepted(RegisterMessage.Accepted message) {
      work.accepted(from, message, nowNanos);
    }

    @Override
    public void onRejected(RegisterMessage.Rejected message) {
      work.rejected(from, message, nowNanos);
    }

    @Override
    public void onRefused(RegisterMessage.Refused message) {
      work.refused(from, message);
    }

    @Override
    public void onErased(RegisterMessage.Erased message) {
      work.erased(from, message);
    }
  }
}
