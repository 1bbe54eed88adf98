package io.troupe.testkit.simulation;

/** Disks are slow, full, fail, or lose what they held (F11-F16). */
public sealed interface DiskFault extends Fault {

  /** Each sync of one node takes longer, or does not return before the fault ends (F15). */
  record SlowDisk(Target who, long extraNanos, long forNanos) implements DiskFault {
    @Override
    public void strike(FaultyWorld world) {
      FaultyDisk disk = world.node(who.in(world)).disk();
      disk.slowDown(extraNanos);
      world.time().after(forNanos, () -> disk.slowDown(0));
    }
  }

  /** Nothing can be written, until space returns (F13). */
  record FullDisk(Target who, long forNanos) implements DiskFault {
    @Override
    public void strike(FaultyWorld world) {
      FaultyDisk disk = world.node(who.in(world)).disk();
      disk.fill();
      world.time().after(forNanos, disk::free);
    }
  }

  /**
   * The next sync of one node fails, and the process is restarted later (F14). What the failed sync
   * should have made durable may be there afterwards, or not.
   */
  record FailedSync(Target who, Loss loss, long forNanos) implements DiskFault {
    @Override
    public void strike(FaultyWorld world) {
      FaultyNode node = world.node(who.in(world));
      node.disk().failNextSync();
      world
          .time()
          .after(
              forNanos,
              () -> {
                node.crash(loss);
                node.restart();
              });
    }
  }

  /**
   * One node dies, and one of its stored records cannot be read any more, until somebody mends it
   * (F11).
   *
   * @param place which record, modulo how many there are
   */
  record CorruptRecord(Target who, int place, long downNanos, long mendedNanos)
      implements DiskFault {
    @Override
    public void strike(FaultyWorld world) {
      FaultyNode node = world.node(who.in(world));
      node.crash(Loss.NOTHING);
      node.disk().corrupt(place);
      world.time().after(downNanos, node::restart);
      world
          .time()
          .after(
              mendedNanos,
              () -> {
                node.disk().mend();
                node.restart();
              });
    }
  }

  /** The snapshots that one node has cannot be read, until somebody mends them (F11). */
  record UnreadableSnapshots(Target who, long forNanos) implements DiskFault {
    @Override
    public void strike(FaultyWorld world) {
      FaultyNode node = world.node(who.in(world));
      node.spoilSnapshots();
      world
          .time()
          .after(
              forNanos,
              () -> {
                node.mendSnapshots();
                node.restart();
              });
    }
  }

  /**
   * The next write of one node is acknowledged, but went elsewhere; later the node dies and is
   * started again (F16). Its data is lost.
   *
   * @param replaced whether an operator replaces the disk afterwards
   */
  record LostWrite(int node, long crashNanos, boolean replaced) implements DiskFault {
    @Override
    public void strike(FaultyWorld world) {
      FaultyNode victim = world.node(node);
      victim.disk().loseNextWrite();
      world
          .time()
          .after(
              crashNanos,
              () -> {
                victim.crash(Loss.NOTHING);
                victim.restart();
                if (replaced) {
                  victim.replaceLostDisk();
                }
              });
    }
  }

  /**
   * One node dies and comes back on an empty disk (F12).
   *
   * @param replaced whether an operator lets it in again
   */
  record WipedDisk(int node, long downNanos, boolean replaced) implements DiskFault {
    @Override
    public void strike(FaultyWorld world) {
      FaultyNode victim = world.node(node);
      victim.crash(Loss.EVERYTHING);
      victim.wipe();
      world
          .time()
          .after(
              downNanos,
              () -> {
                victim.restart();
                if (replaced) {
                  victim.replaceLostDisk();
                }
              });
    }
  }
}
