package io.troupe.protocols.raft;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent.SnapshotInstalled;
import io.troupe.protocols.raft.LogEvent.Started;
import io.troupe.protocols.raft.LogEvent.SuffixTruncated;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.LogEvent.VoteCast;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Persist before send, in one place. Collects what one input changes and emits; a message that
 * promises something durable is held here until the journal has confirmed the write it waits for,
 * and is dropped if the term has moved on by then (to the receiver it is a lost message).
 *
 * <p>Also knows how much of the own log is durable: what {@link #durableIndex} says survives a
 * crash at any instant (I12, I16).
 */
final class Outbox {
  /** Messages held for a stalled disk; the oldest are dropped beyond it, which is allowed. */
  private static final int MAX_HELD_MESSAGES = 4096;

  private final PersistentState state;
  private final ArrayDeque<PendingWrite> pending = new ArrayDeque<>();
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private final List<LogEvent> events = new ArrayList<>();
  private final List<Send> sends = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private long lastWrite;
  private long lastTermWrite;
  private long durableWrite;
  private long durableIndex;
  private boolean changesTerm;

  Outbox(PersistentState state) {
    this.state = state;
    this.durableIndex = state.log().last().index();
  }

  /** Changes the state now and has the event written with this step's write. */
  void persist(LogEvent event) {
    state.apply(event);
    events.add(event);
    if (event instanceof SuffixTruncated truncated) {
      forgetDurableFrom(truncated.fromIndex());
    } else if (event instanceof SnapshotInstalled) {
      forgetDurableFrom(1);
    } else if (event instanceof Started
        || event instanceof TermStarted
        || event instanceof VoteCast) {
      changesTerm = true;
    }
  }

  void emit(Output output) {
    outputs.add(output);
  }

  /** Sends {@code message} once what it awaits is durable. */
  void send(NodeId to, RaftMessage message, Awaits awaits) {
    sends.add(new Send(to, message, awaits));
  }

  /** Ends the step: its write, if it has one, then all that may leave now. */
  List<Output> drain(long nowNanos) {
    List<Output> result = new ArrayList<>(1 + outputs.size() + sends.size());
    if (!events.isEmpty()) {
      lastWrite++;
      if (changesTerm) {
        lastTermWrite = lastWrite;
      }
      pending.add(new PendingWrite(lastWrite, state.log().last().index(), nowNanos));
      result.add(new Output.Persist(lastWrite, events));
    }
    result.addAll(outputs);
    for (Send send : sends) {
      long write = send.awaits == Awaits.LOG ? lastWrite : lastTermWrite;
      if (write <= durableWrite) {
        result.add(new Output.Send(send.to, send.message));
      } else {
        hold(new Held(write, send.to, send.message));
      }
    }
    events.clear();
    outputs.clear();
    sends.clear();
    changesTerm = false;
    return result;
  }

  /** The journal confirmed all writes up to {@code write}. */
  void persisted(long write) {
    if (write > lastWrite) {
      throw new IllegalStateException("write " + write + " confirmed, " + lastWrite + " issued");
    }
    durableWrite = Math.max(durableWrite, write);
    while (!pending.isEmpty() && pending.element().write <= durableWrite) {
      durableIndex = Math.max(durableIndex, pending.remove().logEnd);
    }
    for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
      Held next = all.next();
      if (next.write <= durableWrite) {
        all.remove();
        if (next.message.term() == state.term()) {
          emit(new Output.Send(next.to, next.message));
        }
      }
    }
  }

  /** The index up to which the own log is durable. */
  long durableIndex() {
    return durableIndex;
  }

  /** Whether the current term, vote and incarnation are durable. */
  boolean isTermDurable() {
    return !changesTerm && lastTermWrite <= durableWrite;
  }

  /** When the oldest write that is not confirmed was issued; {@link Long#MAX_VALUE} if none is. */
  long oldestPendingNanos() {
    return pending.isEmpty() ? Long.MAX_VALUE : pending.element().issuedNanos;
  }

  private void hold(Held message) {
    if (held.size() == MAX_HELD_MESSAGES) {
      held.remove();
    }
    held.add(message);
  }

  /** Writes under way may still become durable, but not as part of the log as it is now. */
  private void forgetDurableFrom(long index) {
    durableIndex = Math.min(durableIndex, index - 1);
    for (PendingWrite write : pending) {
      write.logEnd = Math.min(write.logEnd, index - 1);
    }
  }

  private record Send(NodeId to, RaftMessage message, Awaits awaits) {}

  private record Held(long write, NodeId to, RaftMessage message) {}

  private static final class PendingWrite {
    private final long write;
    private final long issuedNanos;
    private long logEnd;

    private PendingWrite(long write, long logEnd, long issuedNanos) {
      this.write = write;
      this.logEnd = logEnd;
      this.issuedNanos = issuedNanos;
    }
  }
}
