package io.troupe.actors.node;

import io.troupe.actors.Decision;
import io.troupe.actors.Outcome.Reason;
import io.troupe.actors.Synod;
import io.troupe.actors.SynodSpec;
import io.troupe.actors.paxos.ProposerActor;
import io.troupe.actors.spi.Surroundings;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A decision as its users see it: encodes on the caller's thread, admits or refuses. */
final class SynodHandle<V> implements Synod<V>, RolesActor.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(SynodHandle.class);

  private final SynodSpec<V> spec;
  private final PaxosSettings settings;
  private final Surroundings surroundings;
  private final Admission admission;
  private final RolesLink link;
  private final CompletableFuture<V> learned = new CompletableFuture<>();
  private final CompletableFuture<Void> failure = new CompletableFuture<>();

  SynodHandle(
      SynodSpec<V> spec,
      PaxosSettings settings,
      ActorRef<NodeCommand> node,
      Surroundings surroundings) {
    this.spec = spec;
    this.settings = settings;
    this.surroundings = surroundings;
    this.admission = new Admission(settings.maxPendingRequests(), settings.maxPendingBytes());
    this.link = new RolesLink(RolesId.synod(spec.id()), node);
  }

  @Override
  public GroupId id() {
    return spec.id();
  }

  @Override
  public CompletionStage<Decision<V>> propose(V value) {
    CompletableFuture<Decision<V>> result = new CompletableFuture<>();
    propose(value, result::complete);
    return result;
  }

  @Override
  public <T> void propose(
      V value, ActorRef<T> replyTo, Function<? super Decision<V>, ? extends T> adapt) {
    propose(value, decision -> replyTo.tell(adapt.apply(decision)));
  }

  private void propose(V value, Consumer<Decision<V>> done) {
    Bytes encoded = Bytes.wrap(spec.values().encode(value));
    if (encoded.size() > settings.maxValueBytes()) {
      done.accept(
          new Decision.Rejected<>(
              Reason.TOO_LARGE,
              "the value takes "
                  + encoded.size()
                  + " bytes; troupe.paxos.max-value-bytes is "
                  + settings.maxValueBytes()));
    } else if (!admission.enter(encoded.size())) {
      done.accept(
          new Decision.Rejected<>(
              Reason.OVERLOADED, "the limit of this node is " + admission + " at once"));
    } else {
      link.ask(
          new ProposerActor.Propose(
              encoded, new Caller(encoded.size(), done), surroundings.nanoTime()));
    }
  }

  @Override
  public CompletionStage<V> learned() {
    return learned.copy();
  }

  @Override
  public CompletionStage<Void> failure() {
    return failure.copy();
  }

  @Override
  public void started(ActorRef<RolesCommand> keeper) {
    link.started(keeper);
  }

  @Override
  public void learned(Bytes value) {
    try {
      learned.complete(spec.values().decode(value.asReadOnlyBuffer()));
    } catch (RuntimeException malformed) {
      LOG.error("synod {}: what is chosen cannot be decoded", id(), malformed);
      learned.completeExceptionally(malformed);
    }
  }

  @Override
  public void failed(String what, Throwable cause) {
    failure.completeExceptionally(new IllegalStateException(what, cause));
  }

  /** Who waits for the decision; what their own code throws stays here. */
  private final class Caller implements ProposerActor.Waiting {
    private final int sizeBytes;
    private final Consumer<Decision<V>> done;

    private Caller(int sizeBytes, Consumer<Decision<V>> done) {
      this.sizeBytes = sizeBytes;
      this.done = done;
    }

    @Override
    public void chosen(Bytes value) {
      Decision<V> decision;
      try {
        decision = new Decision.Chosen<>(spec.values().decode(value.asReadOnlyBuffer()));
      } catch (RuntimeException malformed) {
        LOG.error("synod {}: what is chosen cannot be decoded", id(), malformed);
        decision = new Decision.Unknown<>("what is chosen cannot be decoded: " + malformed);
      }
      finish(decision);
    }

    @Override
    public void neverProposed(String why) {
      finish(new Decision.Rejected<>(Reason.STOPPED, why));
    }

    @Override
    public void unknown(String why) {
      finish(new Decision.Unknown<>(why));
    }

    private void finish(Decision<V> decision) {
      admission.leave(sizeBytes);
      try {
        done.accept(decision);
      } catch (RuntimeException thrown) {
        LOG.error("synod {}: a caller could not take {}", id(), decision, thrown);
      }
    }
  }
}
