package io.troupe.app.stage;

import io.troupe.protocols.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What goes wrong in a play.
 *
 * @param lossPercent of all messages between nodes, 0 to 90
 * @param crash who crashes; nobody if empty
 * @param sides into which the network splits for a while; whole if empty
 */
public record Faults(int lossPercent, Optional<Victim> crash, List<Set<NodeId>> sides) {
  public Faults {
    sides = List.copyOf(sides);
  }

  /** Who crashes. */
  public sealed interface Victim {
    <R> R match(Function<NodeId, R> named, Supplier<R> acting);

    /** A node by name. */
    record Named(NodeId node) implements Victim {
      @Override
      public <R> R match(Function<NodeId, R> named, Supplier<R> acting) {
        return named.apply(node);
      }
    }

    /** Whoever acts for all at that moment: a leader, a proposer. */
    record Acting() implements Victim {
      @Override
      public <R> R match(Function<NodeId, R> named, Supplier<R> acting) {
        return acting.get();
      }
    }
  }
}
