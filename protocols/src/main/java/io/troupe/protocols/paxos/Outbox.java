package io.troupe.protocols.paxos;

import io.troupe.protocols.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Persist before send, in one place. Collects what one input changes and says; a message leaves
 * only when everything that was persisted before it is durable, and waits here until then. That is
 * more than some messages need, and simple: whatever a role has said, it will remember (I16).
 *
 * <p>A message that waited is still true: a promise binds from the moment it was made, whatever was
 * promised after it. Not thread-safe.
 *
 * @param <E> the events
 * @param <M> the messages
 * @param <O> the outputs of the role
 */
public final class Outbox<E, M, O> {
  /** Messages held for a stalled disk; the oldest are dropped beyond it, which is allowed. */
  public static final int MAX_HELD_MESSAGES = 4096;

  /** Makes the output that persists. */
  public interface Persisting<E, O> {
    O persist(long write, List<E> events);
  }

  /** Makes the output that sends. */
  public interface Sending<M, O> {
    O send(NodeId to, M message);
  }

  private record Held<O>(long write, O send) {}

  private final Persisting<E, O> persisting;
  private final Sending<M, O> sending;
  private final ArrayDeque<Held<O>> held = new ArrayDeque<>();
  private final List<E> events = new ArrayList<>();
  private final List<O> outputs = new ArrayList<>();
  private final List<O> sends = new ArrayList<>();
  private long lastWrite;
  private long durableWrite;

  public Outbox(Persisting<E, O> persisting, Sending<M, O> sending) {
    this.persisting = persisting;
    this.sending = sending;
  }

  /** Has {@code event} written with this step's write. */
  public void persist(E event) {
    events.add(event);
  }

  /** Emits an output that promises nothing. */
  public void emit(O output) {
    outputs.add(output);
  }

  /** Sends {@code message} once all that is persisted up to the end of this step is durable. */
  public void send(NodeId to, M message) {
    sends.add(sending.send(to, message));
  }

  /** Ends the step: its write, if it has one, then all that may leave now. */
  public List<O> drain() {
    List<O> result = new ArrayList<>(1 + outputs.size() + sends.size());
    if (!events.isEmpty()) {
      lastWrite++;
      result.add(persisting.persist(lastWrite, List.copyOf(events)));
    }
    result.addAll(outputs);
    for (O send : sends) {
      if (lastWrite <= durableWrite) {
        result.add(send);
      } else {
        hold(new Held<>(lastWrite, send));
      }
    }
    events.clear();
    outputs.clear();
    sends.clear();
    return result;
  }

  /** The journal confirmed all writes up to {@code write}. */
  public void persisted(long write) {
    if (write > lastWrite) {
      throw new IllegalStateException("write " + write + " confirmed, " + lastWrite + " issued");
    }
    durableWrite = Math.max(durableWrite, write);
    while (!held.isEmpty() && held.element().write <= durableWrite) {
      outputs.add(held.remove().send);
    }
  }

  /** Whether everything persisted so far is durable. */
  public boolean isDurable() {
    return events.isEmpty() && lastWrite <= durableWrite;
  }

  private void hold(Held<O> message) {
    if (held.size() == MAX_HELD_MESSAGES) {
      held.remove();
    }
    held.add(message);
  }
}
