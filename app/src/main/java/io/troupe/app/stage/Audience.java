package io.troupe.app.stage;

import io.troupe.actors.wire.Item;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import java.util.List;

/** Who watches a stage. Called in the stage's thread, in the order in which things happen. */
public interface Audience {
  /** A message left its node. {@code message} numbers it, from 1. */
  void sent(long message, NodeId from, NodeId to, Item item);

  /** A message reached its node. */
  void arrived(long message);

  /** A message will not reach its node. */
  void lost(long message, String why);

  /** A Raft replica took an input, and is about to carry out what came of it. */
  default void stepped(NodeId node, RaftInput input, List<Output> outputs) {}

  /** The same of a role of a synod. */
  default void stepped(NodeId node, PaxosRole role, PaxosInput input, List<PaxosOutput> outputs) {}
}
