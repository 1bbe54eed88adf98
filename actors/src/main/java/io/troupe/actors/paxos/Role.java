package io.troupe.actors.paxos;

import java.util.List;
import java.util.function.LongConsumer;

/** A role in one life, as the actor sees it that it lives in. Its methods never overlap. */
interface Role {
  /** Takes a message to the role. */
  void receive(Object message);

  /** All writes up to this one are durable. */
  void persisted(long write);

  /** The time that it asked for has come. */
  void tick();

  /** It is over: whoever waits is answered. */
  void end(String why);

  /** What the actor does for its role. */
  interface Shell<E> {
    /** Writes events, all or nothing, after those before; confirmed by {@link Role#persisted}. */
    void persist(long write, List<E> events);

    /** Writes an event of the actor's own; {@code confirmed} gets its sequence number. */
    void persistAside(E event, LongConsumer confirmed);

    /** What was written before the event of this number is not needed any more. */
    void deleteBefore(long sequenceNr);

    /** Calls {@link Role#tick} then, or earlier; {@link Long#MAX_VALUE} for never. */
    void wakeAt(long nanos);

    /** Writes that are not confirmed. */
    int writesInFlight();
  }
}
