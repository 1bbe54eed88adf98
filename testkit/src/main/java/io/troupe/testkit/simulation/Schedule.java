package io.troupe.testkit.simulation;

import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** In which order messages arrive: how long each of them is under way. Plain data. */
public sealed interface Schedule {

  /** What a schedule may look at. */
  interface Traffic {
    List<NodeId> nodes();

    long nowNanos();

    boolean leads(NodeId node);

    /** A delay as the network's profile has it. */
    long usualDelayNanos();
  }

  /** How long a message from one node to another takes. */
  long delayNanos(NodeId from, NodeId to, Traffic traffic);

  /** Whether messages of one link arrive in the order in which they were sent, mostly. */
  default boolean keepsOrder() {
    return true;
  }

  /** Whether an old message often arrives once more, right before a new one. */
  default boolean repeatsOldFirst() {
    return false;
  }

  /** As the network's profile has it. */
  record AtRandom() implements Schedule {
    @Override
    public long delayNanos(NodeId from, NodeId to, Traffic traffic) {
      return traffic.usualDelayNanos();
    }
  }

  /** The directions of the links take turns, each with what was sent since its last turn. */
  record RoundRobin(long turnNanos) implements Schedule {
    @Override
    public long delayNanos(NodeId from, NodeId to, Traffic traffic) {
      int nodes = traffic.nodes().size();
      int link = traffic.nodes().indexOf(from) * nodes + traffic.nodes().indexOf(to);
      long round = turnNanos * nodes * nodes;
      long sinceRoundBegan = traffic.nowNanos() % round;
      return Math.floorMod(link * turnNanos - sinceRoundBegan - 1, round) + 1;
    }
  }

  /**
   * Nodes have priorities, and the lower that of the sender, the longer its messages take. At a few
   * moments one of them becomes the lowest of all (PCT: Burckhardt et al., "A Randomized Scheduler
   * with Probabilistic Guarantees of Finding Bugs", 2010).
   *
   * @param ranks of the nodes, by their places; 0 is the highest priority
   * @param changes in ascending order of time
   */
  record Priorities(List<Integer> ranks, long stepNanos, List<Change> changes) implements Schedule {
    /** From then on the node has the lowest priority. */
    public record Change(long atNanos, int node) {}

    public Priorities {
      ranks = List.copyOf(ranks);
      changes = List.copyOf(changes);
    }

    @Override
    public long delayNanos(NodeId from, NodeId to, Traffic traffic) {
      int sender = traffic.nodes().indexOf(from);
      return 1 + traffic.usualDelayNanos() / 4 + stepNanos * rankAt(traffic.nowNanos(), sender);
    }

    private int rankAt(long nowNanos, int node) {
      List<Integer> order = new ArrayList<>(ranks);
      for (Change change : changes) {
        if (change.atNanos <= nowNanos) {
          order.remove((Integer) change.node);
          order.add(change.node);
        }
      }
      return order.indexOf(node);
    }
  }

  /** Whoever leads is heard late, and what is old is heard once more before what is new. */
  record AgainstTheLeader(long holdNanos) implements Schedule {
    @Override
    public long delayNanos(NodeId from, NodeId to, Traffic traffic) {
      long usual = traffic.usualDelayNanos();
      return traffic.leads(from) ? usual + holdNanos : 1 + usual / 8;
    }

    @Override
    public boolean repeatsOldFirst() {
      return true;
    }
  }

  /**
   * What was sent earlier arrives when it is out of date: of the messages of a link that are sent
   * within a while, the first arrives last.
   */
  record OldLast(long whileNanos) implements Schedule {
    @Override
    public long delayNanos(NodeId from, NodeId to, Traffic traffic) {
      long left = whileNanos - traffic.nowNanos() % whileNanos;
      return 1 + traffic.usualDelayNanos() / 8 + 2 * left;
    }

    @Override
    public boolean keepsOrder() {
      return false;
    }
  }

  /** Any of them: at random in half of all cases. */
  static Schedule draw(RandomGenerator random, int nodes, long horizonNanos) {
    return switch (random.nextInt(8)) {
      case 0 -> new RoundRobin(1 + random.nextLong(2_000_000));
      case 1 -> drawPriorities(random, nodes, horizonNanos);
      case 2 -> new AgainstTheLeader(random.nextLong(250_000_000));
      case 3 -> new OldLast(1 + random.nextLong(60_000_000));
      default -> new AtRandom();
    };
  }

  private static Schedule drawPriorities(RandomGenerator random, int nodes, long horizonNanos) {
    List<Integer> ranks = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      ranks.add(random.nextInt(ranks.size() + 1), node);
    }
    int count = 3 + random.nextInt(8);
    long[] moments = random.longs(count, 0, horizonNanos).sorted().toArray();
    List<Priorities.Change> changes = new ArrayList<>();
    for (long moment : moments) {
      changes.add(new Priorities.Change(moment, random.nextInt(nodes)));
    }
    return new Priorities(ranks, 1 + random.nextLong(120_000_000), changes);
  }
}
