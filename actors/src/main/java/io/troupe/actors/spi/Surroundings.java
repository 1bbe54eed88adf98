package io.troupe.actors.spi;

import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.register.RegisterInput;
import io.troupe.protocols.paxos.register.RegisterOutput;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Where a node gets its time, its chance and its links, and who watches it. Called from actors:
 * methods return at once, and do not throw unless they say so. Given by a {@link
 * SurroundingsSetup}; without one, a node uses this machine's clock and Artery.
 */
public interface Surroundings {
  /** A monotonic clock, as {@link System#nanoTime}. */
  long nanoTime();

  /** The time of day, as {@link System#currentTimeMillis}. It numbers the lives of a node. */
  long currentTimeMillis();

  /**
   * A source of chance for one life of one replica or role. Elections, and proposers that compete,
   * rely on nodes drawing differently.
   */
  RandomGenerator newRandom();

  /** How other nodes reach this one. */
  Address address();

  /**
   * The gateway of the node at {@code address}, or what passes messages on to it. Messages sent
   * there may be lost, repeated, reordered and delayed.
   *
   * @throws IllegalArgumentException if this is no address
   */
  ActorRef<Object> gatewayAt(String address);

  /** A replica of this node took an input, and is about to carry out what came of it. */
  default void stepped(GroupId group, NodeId node, RaftInput input, List<Output> outputs) {}

  /** The same of a role of this node in a synod. */
  default void stepped(
      GroupId synod, NodeId node, PaxosRole role, PaxosInput input, List<PaxosOutput> outputs) {}

  /** The same of a role of this node in replicated registers. */
  default void stepped(
      GroupId register,
      NodeId node,
      PaxosRole role,
      RegisterInput input,
      List<RegisterOutput> outputs) {}
}
