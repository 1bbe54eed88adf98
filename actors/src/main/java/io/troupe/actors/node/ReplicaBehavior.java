package io.troupe.actors.node;

import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RoleKind;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * What a replica actor does in every role: give the protocol what happened, and become the role
 * that follows. What happens to clients' requests is the role's own.
 */
abstract sealed class ReplicaBehavior extends AbstractBehavior<ReplicaCommand>
    permits FollowerBehavior, CandidateBehavior, LeaderBehavior {
  final Replica replica;
  private final RoleKind role;

  ReplicaBehavior(ActorContext<ReplicaCommand> context, Replica replica, RoleKind role) {
    super(context);
    this.replica = replica;
    this.role = role;
  }

  /** The behavior for the role that {@code replica} has now. */
  static Behavior<ReplicaCommand> of(ActorContext<ReplicaCommand> context, Replica replica) {
    return switch (replica.role()) {
      case FOLLOWER -> new FollowerBehavior(context, replica);
      case CANDIDATE -> new CandidateBehavior(context, replica);
      case LEADER -> LeaderBehavior.create(context, replica);
    };
  }

  /** A client's request, of this node or forwarded by another. */
  abstract void onRequest(Request request);

  /** All requests that were in the mailbox have been seen. */
  void onFlush() {}

  /** The own journal confirmed a write. */
  void onPersisted() {}

  /** The role ends. */
  void leave() {}

  @Override
  public final Receive<ReplicaCommand> createReceive() {
    return newReceiveBuilder()
        .onAnyMessage(this::onCommand)
        .onSignal(
            PostStop.class,
            signal -> {
              leave();
              replica.stop();
              return this;
            })
        .build();
  }

  private Behavior<ReplicaCommand> onCommand(ReplicaCommand command) {
    if (command instanceof Request request) {
      onRequest(request);
    } else if (command instanceof ReplicaCommand.Flush) {
      onFlush();
    } else if (command instanceof ReplicaCommand.LogPersisted persisted) {
      replica.persisted(persisted.write());
      if (replica.role() == role) {
        onPersisted();
      }
    } else if (command instanceof ReplicaCommand.FromPeer message) {
      replica.step(
          new RaftInput.Received(message.from(), message.incarnation(), message.message()));
    } else if (command instanceof ReplicaCommand.Failed failed) {
      return fail(failed);
    } else {
      onOther(command);
    }
    return next();
  }

  private void onOther(ReplicaCommand command) {
    if (command instanceof ReplicaCommand.Tick) {
      replica.tick();
      retryHeld();
    } else if (command instanceof ReplicaCommand.Happened happened) {
      replica.step(happened.input());
    } else if (command instanceof ReplicaCommand.ForwardedWrite forwarded) {
      onRequest(replica.received(forwarded));
    } else if (command instanceof ReplicaCommand.ForwardedRead forwarded) {
      replica.received(forwarded).ifPresent(this::onRequest);
    } else if (command instanceof ReplicaCommand.ForwardedReply reply) {
      replica.forwarding.onReply(reply.requestId(), reply.outcome());
    } else if (command instanceof ReplicaCommand.ChunkRead chunk) {
      replica.send(chunk);
    } else if (command instanceof ReplicaCommand.LocalRead read) {
      replica.readLocally(read);
    } else if (command instanceof ReplicaCommand.GetStatus get) {
      get.result().complete(replica.status());
    } else if (command instanceof ReplicaCommand.Transfer transfer) {
      replica.step(new RaftInput.TransferLeadership(transfer.target()));
    } else if (command instanceof ReplicaCommand.HandOver handOver) {
      onHandOver(handOver.replyTo());
    }
  }

  /** Requests that came back from a node which does not lead are tried again, once a tick. */
  private void retryHeld() {
    for (Request request : replica.forwarding.takeHeld()) {
      onRequest(request);
    }
  }

  void onHandOver(ActorRef<Done> replyTo) {
    replyTo.tell(Done.getInstance());
  }

  private Behavior<ReplicaCommand> next() {
    if (replica.role() == role) {
      return this;
    }
    leave();
    return of(getContext(), replica);
  }

  private Behavior<ReplicaCommand> fail(ReplicaCommand.Failed failed) {
    leave();
    return ReplicaActor.failed(replica, failed);
  }
}
