package io.troupe.testkit.simulation;

import io.troupe.protocols.NodeId;
import java.util.List;
import java.util.function.BiPredicate;

/** Messages do not arrive, arrive late, or once more (F1-F7). */
public sealed interface NetworkFault extends Fault {
  /** The nodes on one side hear nothing of the others, and the other way round (F1). */
  record Split(List<Integer> side, long forNanos) implements NetworkFault {
    public Split {
      side = List.copyOf(side);
    }

    @Override
    public void strike(FaultyWorld world) {
      List<NodeId> one = side.stream().map(world.nodes()::get).toList();
      cut(world, forNanos, (from, to) -> one.contains(from) != one.contains(to));
    }
  }

  /** One node is cut off (F1). */
  record Isolate(Target who, long forNanos) implements NetworkFault {
    @Override
    public void strike(FaultyWorld world) {
      NodeId alone = world.nodes().get(who.in(world));
      cut(world, forNanos, (from, to) -> from.equals(alone) || to.equals(alone));
    }
  }

  /** What the node sends is lost; it hears everything (F2). */
  record Mute(Target who, long forNanos) implements NetworkFault {
    @Override
    public void strike(FaultyWorld world) {
      NodeId mute = world.nodes().get(who.in(world));
      cut(world, forNanos, (from, to) -> from.equals(mute));
    }
  }

  /** The node hears nothing; what it sends arrives (F2). */
  record Deafen(Target who, long forNanos) implements NetworkFault {
    @Override
    public void strike(FaultyWorld world) {
      NodeId deaf = world.nodes().get(who.in(world));
      cut(world, forNanos, (from, to) -> to.equals(deaf));
    }
  }

  /** One direction of one link is cut (F2). */
  record CutLink(int from, int to, long forNanos) implements NetworkFault {
    @Override
    public void strike(FaultyWorld world) {
      NodeId sender = world.nodes().get(from);
      NodeId receiver = world.nodes().get(to);
      cut(world, forNanos, (a, b) -> a.equals(sender) && b.equals(receiver));
    }
  }

  /** Every node hears the hub only (F3). */
  record Bridge(Target hub, long forNanos) implements NetworkFault {
    @Override
    public void strike(FaultyWorld world) {
      NodeId middle = world.nodes().get(hub.in(world));
      cut(world, forNanos, (from, to) -> !from.equals(middle) && !to.equals(middle));
    }
  }

  /** One direction of one link is slow (F7). */
  record SlowLink(int from, int to, long extraNanos, long forNanos) implements NetworkFault {
    @Override
    public void strike(FaultyWorld world) {
      NodeId sender = world.nodes().get(from);
      NodeId receiver = world.nodes().get(to);
      world.network().slow(sender, receiver, extraNanos);
      world.time().after(forNanos, () -> world.network().slow(sender, receiver, 0));
    }
  }

  /** What a node heard lately arrives once more, spread over a while (F5). */
  record Echo(Target who, long overNanos) implements NetworkFault {
    @Override
    public void strike(FaultyWorld world) {
      world.network().repeatPast(world.nodes().get(who.in(world)), overNanos);
    }
  }

  /** A node is cut off, but goes on to hear what was said before (F1, F5). */
  record LiveInThePast(Target who, long forNanos) implements NetworkFault {
    @Override
    public void strike(FaultyWorld world) {
      int node = who.in(world);
      new Isolate(Target.node(node), forNanos).strike(world);
      new Echo(Target.node(node), forNanos).strike(world);
    }
  }

  private static void cut(FaultyWorld world, long forNanos, BiPredicate<NodeId, NodeId> cuts) {
    SimulatedNetwork.Block block = new SimulatedNetwork.Block(cuts);
    world.network().cut(block);
    world.time().after(forNanos, () -> world.network().mend(block));
  }
}
