package io.troupe.actors.node;

import io.troupe.actors.paxos.Request;
import io.troupe.actors.paxos.RoleReport;
import io.troupe.actors.wire.Item;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosRole;
import org.apache.pekko.actor.DeadLetter;

/** What the keeper of a node's roles takes. */
sealed interface RolesCommand {
  /** A message for some of the roles, from a role of another node or of this one. */
  record Received(NodeId from, Item item) implements RolesCommand {}

  /** Something to ask the proposer for. */
  record Ask(Request request) implements RolesCommand {}

  /** What a role says. */
  record Reported(RoleReport report) implements RolesCommand {}

  /** The pause after a failure of this role is over. */
  record Start(PaxosRole role) implements RolesCommand {}

  /** End the roles on this node because of something outside them. */
  record Stop(String why) implements RolesCommand {}

  /** A message of this node was not delivered: its receiver had stopped. */
  record Undelivered(DeadLetter letter) implements RolesCommand {}
}
