package io.troupe.testkit.simulation;

/** Nodes die, stand still, are misled, or hand over (F8, F9, F18, F22). */
public sealed interface NodeFault extends Fault {
  /**
   * One node dies and comes back (F8, F9).
   *
   * @param noticed whether all others see their connection to it reset
   */
  record Crash(Target who, Loss loss, long downNanos, boolean noticed) implements NodeFault {
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
  record CrashAll(Loss loss, long downNanos) implements NodeFault {
    @Override
    public void strike(FaultyWorld world) {
      for (int node = 0; node < world.nodes().size(); node++) {
        int each = node;
        world.node(each).crash(loss);
        world.time().after(downNanos * (1 + each), () -> world.node(each).restart());
      }
    }
  }

  /** One node dies at its next write of a kind, and comes back (F8 at a durable step). */
  record CrashOnWrite(Target who, String eventKind, Loss loss, long downNanos)
      implements NodeFault {
    @Override
    public void strike(FaultyWorld world) {
      int node = who.in(world);
      world.node(node).onWrite(eventKind, () -> crash(world, node, loss, downNanos));
    }
  }

  /** What one node heard lately arrives once more right after its next write of a kind (F5). */
  record EchoOnWrite(Target who, String eventKind, long overNanos) implements NodeFault {
    @Override
    public void strike(FaultyWorld world) {
      int node = who.in(world);
      NetworkFault.Echo echo = new NetworkFault.Echo(Target.node(node), overNanos);
      world.node(node).onWrite(eventKind, () -> echo.strike(world));
    }
  }

  /** One node stands still, then finds its mailbox full (F18). */
  record Pause(Target who, long forNanos) implements NodeFault {
    @Override
    public void strike(FaultyWorld world) {
      int node = who.in(world);
      world.node(node).pause();
      world.time().after(forNanos, () -> world.node(node).resume());
    }
  }

  /** A node is told that a peer's connection was reset, which may be wrong. */
  record UnreachableHint(int node, Target peer) implements NodeFault {
    @Override
    public void strike(FaultyWorld world) {
      int about = peer.in(world);
      if (about != node) {
        world.hintUnreachable(node, about);
      }
    }
  }

  /** Leadership is to be handed over (F22). */
  record Transfer(int to) implements NodeFault {
    @Override
    public void strike(FaultyWorld world) {
      world.leader().ifPresent(leader -> world.transferLeadership(leader, to));
    }
  }

  private static void crash(FaultyWorld world, int node, Loss loss, long downNanos) {
    world.node(node).crash(loss);
    world.time().after(downNanos, () -> world.node(node).restart());
  }
}
