package io.troupe.testkit.simulation;

import io.troupe.protocols.NodeId;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * One fault, as data. A fault with a duration ends by itself, so that any part of a plan is a plan.
 */
public sealed interface Fault {
  /** Lets the fault happen now, and plans its end. */
  void strike(FaultyWorld world);

  /** The nodes on one side hear nothing of the others, and the other way round (F1). */
  record Split(List<Integer> side, long forNanos) implements Fault {
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
  record Isolate(Target who, long forNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      NodeId alone = world.nodes().get(who.in(world));
      cut(world, forNanos, (from, to) -> from.equals(alone) || to.equals(alone));
    }
  }

  /** What the node sends is lost; it hears everything (F2). */
  record Mute(Target who, long forNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      NodeId mute = world.nodes().get(who.in(world));
      cut(world, forNanos, (from, to) -> from.equals(mute));
    }
  }

  /** The node hears nothing; what it sends arrives (F2). */
  record Deafen(Target who, long forNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      NodeId deaf = world.nodes().get(who.in(world));
      cut(world, forNanos, (from, to) -> to.equals(deaf));
    }
  }

  /** One direction of one link is cut (F2). */
  record CutLink(int from, int to, long forNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      NodeId sender = world.nodes().get(from);
      NodeId receiver = world.nodes().get(to);
      cut(world, forNanos, (a, b) -> a.equals(sender) && b.equals(receiver));
    }
  }

  /** Every node hears the hub only (F3). */
  record Bridge(Target hub, long forNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      NodeId middle = world.nodes().get(hub.in(world));
      cut(world, forNanos, (from, to) -> !from.equals(middle) && !to.equals(middle));
    }
  }

  /** One direction of one link is slow (F7). */
  record SlowLink(int from, int to, long extraNanos, long forNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      NodeId sender = world.nodes().get(from);
      NodeId receiver = world.nodes().get(to);
      world.network().slow(sender, receiver, extraNanos);
      world.time().after(forNanos, () -> world.network().slow(sender, receiver, 0));
    }
  }

  /** What a node heard lately arrives once more, spread over a while (F5). */
  record Echo(Target who, long overNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      world.network().repeatPast(world.nodes().get(who.in(world)), overNanos);
    }
  }

  /** A node is cut off, but goes on to hear what was said before (F1, F5). */
  record LiveInThePast(Target who, long forNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      int node = who.in(world);
      new Isolate(Target.node(node), forNanos).strike(world);
      new Echo(Target.node(node), forNanos).strike(world);
    }
  }

  /**
   * One node dies and comes back (F8, F9).
   *
   * @param noticed whether all others see their connection to it reset
   */
  record Crash(Target who, Loss loss, long downNanos, boolean noticed) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      int node = who.in(world);
      crash(world, node, loss, downNanos);
      for (int other = 0; noticed && other < world.nodes().size(); other++) {
        if (other != node) {
          world.hintUnreachable(other, node);
        }
      }
    }
  }

  /** All nodes die and come back one after the other (F8, F9). */
  record CrashAll(Loss loss, long downNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      for (int node = 0; node < world.nodes().size(); node++) {
        int each = node;
        world.crash(each, loss);
        world.time().after(downNanos * (1 + each), () -> world.restart(each));
      }
    }
  }

  /** One node dies at its next write of a kind, and comes back (F8 at a durable step). */
  record CrashOnWrite(Target who, String eventKind, Loss loss, long downNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      int node = who.in(world);
      world.onWrite(node, eventKind, () -> crash(world, node, loss, downNanos));
    }
  }

  /** What one node heard lately arrives once more right after its next write of a kind (F5). */
  record EchoOnWrite(Target who, String eventKind, long overNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      int node = who.in(world);
      Echo echo = new Echo(Target.node(node), overNanos);
      world.onWrite(node, eventKind, () -> echo.strike(world));
    }
  }

  /** One node stands still, then finds its mailbox full (F18). */
  record Pause(Target who, long forNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      int node = who.in(world);
      world.pause(node);
      world.time().after(forNanos, () -> world.resume(node));
    }
  }

  /** Each sync of one node takes longer (F15). */
  record SlowDisk(Target who, long extraNanos, long forNanos) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      int node = who.in(world);
      world.slowDisk(node, extraNanos);
      world.time().after(forNanos, () -> world.slowDisk(node, 0));
    }
  }

  /** A node is told that a peer's connection was reset, which may be wrong. */
  record UnreachableHint(int node, Target peer) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      int about = peer.in(world);
      if (about != node) {
        world.hintUnreachable(node, about);
      }
    }
  }

  /** Leadership is to be handed over (F22). */
  record Transfer(int to) implements Fault {
    @Override
    public void strike(FaultyWorld world) {
      world.leader().ifPresent(leader -> world.transferLeadership(leader, to));
    }
  }

  private static void crash(FaultyWorld world, int node, Loss loss, long downNanos) {
    world.crash(node, loss);
    world.time().after(downNanos, () -> world.restart(node));
  }

  private static void cut(FaultyWorld world, long forNanos, BiPredicate<NodeId, NodeId> cuts) {
    SimulatedNetwork.Block block = new SimulatedNetwork.Block(cuts);
    world.network().cut(block);
    world.time().after(forNanos, () -> world.network().mend(block));
  }
}
