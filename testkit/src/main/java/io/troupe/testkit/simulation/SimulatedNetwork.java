package io.troupe.testkit.simulation;

import io.troupe.protocols.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;

/**
 * Carries messages of type {@code M} between nodes under a {@link NetworkProfile}, except where a
 * {@link Block} cuts the link. A message is lost if its link is cut when it is sent or when it
 * would arrive.
 */
public final class SimulatedNetwork<M> {
  private static final int MILLION = 1_000_000;

  /** Messages of each kind and receiver that are remembered, to arrive once more. */
  private static final int REMEMBERED = 6;

  /** Where messages arrive. */
  public interface Receiver<M> {
    void receive(NodeId from, NodeId to, M message);

    /** What sort of message it is, for faults that strike by kind. */
    String kindOf(M message);

    List<NodeId> nodes();

    boolean leads(NodeId node);
  }

  /** Links that are cut, by direction. Compared by identity, so that equal cuts may overlap. */
  public static final class Block {
    private final BiPredicate<NodeId, NodeId> cuts;

    public Block(BiPredicate<NodeId, NodeId> cuts) {
      this.cuts = cuts;
    }
  }

  private record Link(NodeId from, NodeId to) {}

  private record Sent<M>(NodeId from, M message) {}

  private final VirtualTime time;
  private final RandomGenerator random;
  private final Coverage coverage;
  private final Receiver<M> receiver;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Link, Long> slowNanos = new HashMap<>();
  private final Map<Link, Long> lastArrival = new HashMap<>();
  private final Map<NodeId, Map<String, ArrayDeque<Sent<M>>>> past = new HashMap<>();
  private final Schedule.Traffic traffic = new Observed();
  private NetworkProfile profile;
  private Schedule schedule;

  public SimulatedNetwork(
      VirtualTime time,
      NetworkProfile profile,
      Schedule schedule,
      RandomGenerator random,
      Coverage coverage,
      Receiver<M> receiver) {
    this.time = time;
    this.profile = profile;
    this.schedule = schedule;
    this.random = random;
    this.coverage = coverage;
    this.receiver = receiver;
  }

  public void send(NodeId from, NodeId to, M message) {
    if (isCut(from, to) || hits(profile.lossPpm())) {
      coverage.count(Sometimes.MESSAGE_LOST);
      return;
    }
    Link link = new Link(from, to);
    long delay = schedule.delayNanos(from, to, traffic) + slowNanos.getOrDefault(link, 0L);
    if (!hits(profile.reorderPpm()) && schedule.keepsOrder()) {
      long arrival = Math.max(time.nowNanos() + delay, lastArrival.getOrDefault(link, 0L));
      lastArrival.put(link, arrival);
      delay = arrival - time.nowNanos();
    }
    plan(from, to, message, delay);
    if (hits(profile.duplicatePpm())) {
      coverage.count(Sometimes.MESSAGE_DUPLICATED);
      plan(from, to, message, delay + delayNanos());
    }
    if (hits(profile.lateDuplicatePpm())) {
      coverage.count(Sometimes.MESSAGE_DUPLICATED);
      plan(from, to, message, delay + random.nextLong(profile.lateNanos()));
    }
  }

  public void cut(Block block) {
    coverage.count(Sometimes.PARTITIONED);
    blocks.add(block);
  }

  /** Takes {@code block} away; nothing if it is gone already. */
  public void mend(Block block) {
    blocks.removeIf(each -> each == block);
  }

  /** Adds to the delay of one direction of one link; 0 makes it normal again. */
  public void slow(NodeId from, NodeId to, long extraNanos) {
    slowNanos.put(new Link(from, to), extraNanos);
  }

  /**
   * Lets what {@code to} was lately sent arrive once more, spread over {@code overNanos}, whatever
   * is cut: it waited in some buffer.
   */
  public void repeatPast(NodeId to, long overNanos) {
    for (ArrayDeque<Sent<M>> ofKind : past.getOrDefault(to, Map.of()).values()) {
      for (Sent<M> sent : ofKind) {
        coverage.count(Sometimes.PAST_REPEATED);
        time.after(random.nextLong(overNanos), () -> receiver.receive(sent.from, to, sent.message));
      }
    }
  }

  /** Ends all faults; what was sent before still arrives as it was going to. */
  public void heal() {
    blocks.clear();
    slowNanos.clear();
    lastArrival.clear();
    profile = NetworkProfile.RELIABLE;
    schedule = new Schedule.AtRandom();
  }

  private void plan(NodeId from, NodeId to, M message, long delayNanos) {
    time.after(delayNanos, () -> arrive(from, to, message));
  }

  private void arrive(NodeId from, NodeId to, M message) {
    if (isCut(from, to)) {
      coverage.count(Sometimes.MESSAGE_LOST);
    } else {
      if (schedule.repeatsOldFirst() && random.nextBoolean()) {
        repeatOldest(to, message);
      }
      remember(from, to, message);
      receiver.receive(from, to, message);
    }
  }

  /** The oldest message of the same kind that is remembered arrives once more. */
  private void repeatOldest(NodeId to, M message) {
    Sent<M> oldest =
        past.getOrDefault(to, Map.of())
            .getOrDefault(receiver.kindOf(message), new ArrayDeque<>())
            .peekFirst();
    if (oldest != null) {
      coverage.count(Sometimes.PAST_REPEATED);
      receiver.receive(oldest.from, to, oldest.message);
    }
  }

  private void remember(NodeId from, NodeId to, M message) {
    ArrayDeque<Sent<M>> ofKind =
        past.computeIfAbsent(to, any -> new LinkedHashMap<>())
            .computeIfAbsent(receiver.kindOf(message), any -> new ArrayDeque<>());
    if (ofKind.size() == REMEMBERED) {
      ofKind.removeFirst();
    }
    ofKind.addLast(new Sent<>(from, message));
  }

  private boolean isCut(NodeId from, NodeId to) {
    for (Block block : blocks) {
      if (block.cuts.test(from, to)) {
        return true;
      }
    }
    return false;
  }

  private final class Observed implements Schedule.Traffic {
    @Override
    public List<NodeId> nodes() {
      return receiver.nodes();
    }

    @Override
    public long nowNanos() {
      return time.nowNanos();
    }

    @Override
    public boolean leads(NodeId node) {
      return receiver.leads(node);
    }

    @Override
    public long usualDelayNanos() {
      return delayNanos();
    }
  }

  private long delayNanos() {
    long spread = hits(profile.tailPpm()) ? profile.tailNanos() : profile.spreadNanos();
    return profile.minDelayNanos() + random.nextLong(Math.max(1, spread));
  }

  /** Always draws, so that a probability of 0 does not shift the draws that follow. */
  private boolean hits(int ppm) {
    return random.nextInt(MILLION) < ppm;
  }
}
