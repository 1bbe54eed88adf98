package io.troupe.actors.node;

import io.troupe.actors.paxos.Request;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** The way from a handle to the keeper of its roles. Thread-safe. */
final class RolesLink {
  private final RolesId id;
  private final ActorRef<NodeCommand> node;
  private volatile Optional<ActorRef<RolesCommand>> keeper = Optional.empty();

  RolesLink(RolesId id, ActorRef<NodeCommand> node) {
    this.id = id;
    this.node = node;
  }

  void started(ActorRef<RolesCommand> started) {
    keeper = Optional.of(started);
  }

  /** To the keeper, or by way of who starts it. */
  void ask(Request request) {
    RolesCommand ask = new RolesCommand.Ask(request);
    keeper.ifPresentOrElse(
        running -> running.tell(ask), () -> node.tell(new NodeCommand.ForRoles(id, ask)));
  }
}
