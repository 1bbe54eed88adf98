package io.troupe.actors.node;

import io.troupe.actors.paxos.Request;
import io.troupe.protocols.paxos.PaxosRole;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** Where one role of this node is played, life after life. Belongs to its keeper. */
final class Place {
  final PaxosRole role;
  final RestartPause pause = new RestartPause();
  private final ArrayDeque<Request> early = new ArrayDeque<>();
  private Optional<ActorRef<Object>> actor = Optional.empty();
  private Optional<String> stopped = Optional.empty();
  private boolean recovered;
  private long startedNanos;

  Place(PaxosRole role) {
    this.role = role;
  }

  void started(ActorRef<Object> started, long nowNanos) {
    actor = Optional.of(started);
    recovered = false;
    startedNanos = nowNanos;
  }

  boolean isAt(ActorRef<Void> ref) {
    return actor.filter(it -> it.path().equals(ref.path())).isPresent();
  }

  /** What came while it read its journal; the pending of a node are bounded. */
  void recovered() {
    recovered = true;
    actor.ifPresent(it -> early.forEach(it::tell));
    early.clear();
  }

  /** A message that may be lost: so it is, as long as the role has no memory. */
  void tell(Object input) {
    if (recovered) {
      actor.ifPresent(it -> it.tell(input));
    }
  }

  void ask(Request request) {
    if (stopped.isPresent()) {
      request.giveUp(stopped.get());
    } else if (recovered) {
      actor.ifPresent(it -> it.tell(request));
    } else if (actor.isPresent()) {
      early.add(request);
    } else {
      request.giveUp("the " + this + " of this node starts again in a moment");
    }
  }

  /** For good; returns the actor that is still there. */
  Optional<ActorRef<Object>> stopFor(String why) {
    stopped = Optional.of(stopped.orElse(why));
    return actor;
  }

  boolean isStopped() {
    return stopped.isPresent();
  }

  /** Returns how long it has lived. */
  Duration terminated(long nowNanos) {
    actor = Optional.empty();
    recovered = false;
    early.forEach(request -> request.giveUp("the " + this + " stopped"));
    early.clear();
    return Duration.ofNanos(nowNanos - startedNanos);
  }

  @Override
  public String toString() {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
