package io.troupe.app.stage;

import io.troupe.actors.wire.Envelope;
import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The network between the nodes of a stage. Every envelope takes some time; on one link, in one
 * direction, none overtakes another. A part of them is lost, drawn from a seed; and all between the
 * sides of a split, also those that were on their way when it split. Handshakes of gateways are
 * lost only to splits and crashes, and are not shown.
 */
final class Network {
  private static final long LATENCY_MIN_NANOS = 3_000_000;
  private static final long LATENCY_MAX_NANOS = 14_000_000;

  private record Link(NodeId from, NodeId to) {}

  /** What the network can do, but leaves to the stage. */
  interface Crew {
    long nowNanos();

    void at(long nanos, Runnable act);

    boolean isCrashed(NodeId node);

    /** Hands over a message, through bytes. */
    void deliver(NodeId from, NodeId to, Object message);
  }

  private final Crew crew;
  private final Audience audience;
  private final RandomGenerator random;
  private final int lossPercent;
  private final Map<Link, Long> lastArrival = new HashMap<>();
  private List<Set<NodeId>> sides = List.of();
  private boolean losing;
  private long lastMessage;

  Network(Crew crew, Audience audience, RandomGenerator random, int lossPercent) {
    this.crew = crew;
    this.audience = audience;
    this.random = random;
    this.lossPercent = lossPercent;
  }

  /** Loses messages from now on; before, only latencies are drawn. */
  void beginToLose() {
    losing = true;
  }

  /** Splits the network; a node that is on no side hears nobody. */
  void split(List<Set<NodeId>> newSides) {
    sides = List.copyOf(newSides);
  }

  void heal() {
    sides = List.of();
  }

  void post(NodeId from, NodeId to, Object message) {
    long latency = random.nextLong(LATENCY_MIN_NANOS, LATENCY_MAX_NANOS);
    boolean unlucky = random.nextInt(100) < lossPercent;
    List<Long> shown = message instanceof Envelope envelope ? show(envelope) : List.of();
    if (losing && unlucky && !shown.isEmpty()) {
      lose(shown, "lost by the network, as %d %% are".formatted(lossPercent));
      return;
    }
    long arrival =
        Math.max(
            crew.nowNanos() + latency, lastArrival.getOrDefault(new Link(from, to), 0L) + 1_000);
    lastArrival.put(new Link(from, to), arrival);
    crew.at(arrival, () -> arrive(from, to, message, shown));
  }

  private List<Long> show(Envelope envelope) {
    List<Long> numbers = new ArrayList<>();
    envelope
        .items()
        .forEach(
            item -> {
              numbers.add(++lastMessage);
              audience.sent(lastMessage, envelope.from(), envelope.to(), item);
            });
    return numbers;
  }

  private void arrive(NodeId from, NodeId to, Object message, List<Long> shown) {
    if (crew.isCrashed(to)) {
      lose(shown, to + " has crashed");
    } else if (!connected(from, to)) {
      lose(shown, "the network is split between " + from + " and " + to);
    } else {
      shown.forEach(audience::arrived);
      crew.deliver(from, to, message);
    }
  }

  private boolean connected(NodeId from, NodeId to) {
    return sides.isEmpty()
        || sides.stream().anyMatch(side -> side.contains(from) && side.contains(to));
  }

  private void lose(List<Long> shown, String why) {
    shown.forEach(message -> audience.lost(message, why));
  }
}
