package io.troupe.protocols.raft;

import io.troupe.protocols.NodeId;
import java.util.Optional;

/** Why a proposal or a read was not taken. A refused proposal never reaches any log. */
public sealed interface Refusal {
  /** This replica does not lead; {@code leader} is who did when last heard of. */
  record NotLeader(Optional<NodeId> leader) implements Refusal {}

  /** Leadership is being handed over to {@code target}. */
  record TransferInProgress(NodeId target) implements Refusal {}

  /** A bound is reached: {@code limit} names it with its unit. */
  record Overloaded(String limit) implements Refusal {}
}
