package io.troupe.actors.node;

import org.apache.pekko.actor.DeadLetter;

/** What the keeper of one group takes. */
sealed interface GroupCommand {
  /** A message for the replica that came before it had started. */
  record Early(ReplicaCommand command) implements GroupCommand {}

  /** The replica stopped because a part of it failed. */
  record ReplicaFailed(ReplicaCommand.Failed failure) implements GroupCommand {}

  /** End the group on this node because of something outside it. */
  record Stop(String why) implements GroupCommand {}

  /** The pause after a failure is over. */
  record StartReplica() implements GroupCommand {}

  /** A message of this node was not delivered: its receiver had stopped. */
  record Undelivered(DeadLetter letter) implements GroupCommand {}
}
