package io.troupe.actors.node;

import io.troupe.actors.Group;
import io.troupe.actors.GroupStatus;
import io.troupe.actors.Outcome;
import io.troupe.actors.Outcome.Reason;
import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.spi.Surroundings;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A group as its users see it. Encodes on the caller's thread, admits or refuses, and tells the
 * replica: no other actor, no ask. Thread-safe.
 */
final class GroupHandle<C, Q, R> implements Group<C, Q, R> {
  private final ReplicatedGroup<C, Q, R> group;
  private final int maxCommandBytes;
  private final Admission admission;
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private final ActorRef<NodeCommand> node;
  private final Surroundings surroundings;
  private volatile Optional<ActorRef<ReplicaCommand>> replica = Optional.empty();
  private volatile boolean stopped;

  GroupHandle(
      ReplicatedGroup<C, Q, R> group,
      ReplicaSettings settings,
      ActorRef<NodeCommand> node,
      Surroundings surroundings) {
    this.group = group;
    this.node = node;
    this.surroundings = surroundings;
    this.maxCommandBytes = settings.maxCommandBytes();
    this.admission = new Admission(settings.maxPendingCommands(), settings.maxPendingBytes());
  }

  @Override
  public GroupId id() {
    return group.id();
  }

  @Override
  public CompletionStage<Outcome<R>> write(C command) {
    CompletableFuture<Outcome<R>> result = new CompletableFuture<>();
    write(command, result::complete);
    return result;
  }

  @Override
  public <T> void write(
      C command, ActorRef<T> replyTo, Function<? super Outcome<R>, ? extends T> adapt) {
    write(command, outcome -> replyTo.tell(adapt.apply(outcome)));
  }

  @Override
  public CompletionStage<Outcome<R>> read(Q query) {
    CompletableFuture<Outcome<R>> result = new CompletableFuture<>();
    read(query, result::complete);
    return result;
  }

  @Override
  public <T> void read(
      Q query, ActorRef<T> replyTo, Function<? super Outcome<R>, ? extends T> adapt) {
    read(query, outcome -> replyTo.tell(adapt.apply(outcome)));
  }

  @Override
  public CompletionStage<Outcome<R>> readLocal(Q query) {
    CompletableFuture<Outcome<R>> result = new CompletableFuture<>();
    admit(0, result::complete)
        .ifPresent(reply -> tell(reply, new ReplicaCommand.LocalRead(query, reply)));
    return result;
  }

  @Override
  public CompletionStage<GroupStatus> status() {
    CompletableFuture<GroupStatus> result = new CompletableFuture<>();
    if (!tell(new ReplicaCommand.GetStatus(result))) {
      result.completeExceptionally(new IllegalStateException(stoppedHere()));
    }
    return result;
  }

  @Override
  public void transferLeadership(Optional<NodeId> target) {
    replica.ifPresent(running -> running.tell(new ReplicaCommand.Transfer(target)));
  }

  @Override
  public CompletionStage<Void> failure() {
    return failure.copy();
  }

  Optional<ActorRef<ReplicaCommand>> replica() {
    return replica;
  }

  void replicaStarted(ActorRef<ReplicaCommand> started) {
    replica = Optional.of(started);
    stopped = false;
  }

  void replicaStopped() {
    stopped = true;
    replica = Optional.empty();
  }

  void failed(String what, Throwable cause) {
    replicaStopped();
    failure.completeExceptionally(new IllegalStateException(what, cause));
  }

  private void write(C command, Consumer<Outcome<R>> done) {
    Bytes encoded = Bytes.wrap(group.commands().encode(command));
    if (encoded.size() > maxCommandBytes) {
      done.accept(
          new Outcome.Rejected<>(
              Reason.TOO_LARGE,
              "the command takes "
                  + encoded.size()
                  + " bytes; troupe.client.max-command-bytes is "
                  + maxCommandBytes));
      return;
    }
    admit(encoded.size(), done)
        .ifPresent(
            reply -> tell(reply, new Request.Write(encoded, reply, surroundings.nanoTime())));
  }

  private void read(Q query, Consumer<Outcome<R>> done) {
    admit(0, done)
        .ifPresent(reply -> tell(reply, new Request.Read(query, reply, surroundings.nanoTime())));
  }

  private Optional<LocalReply<R>> admit(int size, Consumer<Outcome<R>> done) {
    if (admission.enter(size)) {
      return Optional.of(new LocalReply<>(group.id(), group.replies(), admission, size, done));
    }
    done.accept(
        new Outcome.Rejected<>(
            Reason.OVERLOADED, "the limit of this node is " + admission + " at once"));
    return Optional.empty();
  }

  private void tell(LocalReply<R> reply, ReplicaCommand command) {
    if (!tell(command)) {
      reply.rejected(Reason.STOPPED, stoppedHere(), Optional.empty());
    }
  }

  /** To the replica, or by way of those who are starting it; false if it has stopped. */
  private boolean tell(ReplicaCommand command) {
    Optional<ActorRef<ReplicaCommand>> running = replica;
    if (running.isPresent()) {
      running.get().tell(command);
      return true;
    }
    if (!stopped) {
      node.tell(new NodeCommand.Early(group.id(), command));
    }
    return !stopped;
  }

  private String stoppedHere() {
    return "group " + group.id() + " is stopped on this node";
  }
}
