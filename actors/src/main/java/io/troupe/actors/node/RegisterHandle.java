package io.troupe.actors.node;

import io.troupe.actors.Codec;
import io.troupe.actors.RegisterOutcome;
import io.troupe.actors.RegisterOutcome.Reason;
import io.troupe.actors.RegisterSpec;
import io.troupe.actors.ReplicatedRegister;
import io.troupe.actors.paxos.RegisterProposerActor;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.paxos.register.Change;
import io.troupe.protocols.paxos.register.RegisterKey;
import io.troupe.protocols.paxos.register.RegisterState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replicated registers as their users see them: admits or refuses on the caller's thread. */
final class RegisterHandle<S> implements ReplicatedRegister<S>, RolesActor.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(RegisterHandle.class);

  private final RegisterSpec<S> spec;
  private final Admission admission;
  private final RolesLink link;
  private final CompletableFuture<Void> failure = new CompletableFuture<>();

  RegisterHandle(RegisterSpec<S> spec, PaxosSettings settings, ActorRef<NodeCommand> node) {
    this.spec = spec;
    this.admission = new Admission(settings.maxPendingRequests(), settings.maxPendingBytes());
    this.link = new RolesLink(RolesId.register(spec.id()), node);
  }

  @Override
  public GroupId id() {
    return spec.id();
  }

  @Override
  public CompletionStage<RegisterOutcome<S>> change(String key, UnaryOperator<Optional<S>> f) {
    CompletableFuture<RegisterOutcome<S>> result = new CompletableFuture<>();
    change(key, f, result::complete);
    return result;
  }

  @Override
  public <T> void change(
      String key,
      UnaryOperator<Optional<S>> f,
      ActorRef<T> replyTo,
      Function<? super RegisterOutcome<S>, ? extends T> adapt) {
    change(key, f, outcome -> replyTo.tell(adapt.apply(outcome)));
  }

  private void change(String key, UnaryOperator<Optional<S>> f, Consumer<RegisterOutcome<S>> done) {
    RegisterKey name = new RegisterKey(key);
    if (!admission.enter(2 * key.length())) {
      done.accept(
          new RegisterOutcome.Rejected<>(
              Reason.OVERLOADED, "the limit of this node is " + admission + " at once"));
      return;
    }
    link.ask(
        new RegisterProposerActor.Apply(
            name, new Encoding<>(spec.values(), f), new Caller(key, done)));
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
    throw new IllegalStateException("registers have no learner");
  }

  @Override
  public void failed(String what, Throwable cause) {
    failure.completeExceptionally(new IllegalStateException(what, cause));
  }

  /** A change of values as one of bytes. What its result equals keeps its bytes. */
  private record Encoding<S>(Codec<S> codec, UnaryOperator<Optional<S>> f) implements Change {
    @Override
    public RegisterState apply(RegisterState state) {
      Optional<S> before = decode(codec, state);
      Optional<S> after = f.apply(before);
      if (after.equals(before)) {
        return state;
      }
      return after
          .map(value -> RegisterState.of(Bytes.wrap(codec.encode(value))))
          .orElse(RegisterState.EMPTY);
    }
  }

  private static <S> Optional<S> decode(Codec<S> codec, RegisterState state) {
    return state.value().map(bytes -> codec.decode(bytes.asReadOnlyBuffer()));
  }

  /** Who waits for the outcome; what their own code throws stays here. */
  private final class Caller implements RegisterProposerActor.Waiting {
    private final String key;
    private final Consumer<RegisterOutcome<S>> done;

    private Caller(String key, Consumer<RegisterOutcome<S>> done) {
      this.key = key;
      this.done = done;
    }

    @Override
    public void finished(io.troupe.protocols.paxos.register.RegisterOutcome outcome) {
      if (outcome instanceof io.troupe.protocols.paxos.register.RegisterOutcome.Committed it) {
        finish(committed(it));
      } else if (outcome
          instanceof io.troupe.protocols.paxos.register.RegisterOutcome.Rejected it) {
        finish(new RegisterOutcome.Rejected<>(reason(it.reason()), it.message()));
      } else if (outcome instanceof io.troupe.protocols.paxos.register.RegisterOutcome.Unknown it) {
        finish(new RegisterOutcome.Unknown<>(it.message()));
      }
    }

    private RegisterOutcome<S> committed(
        io.troupe.protocols.paxos.register.RegisterOutcome.Committed outcome) {
      try {
        return new RegisterOutcome.Committed<>(
            decode(spec.values(), outcome.before()), decode(spec.values(), outcome.after()));
      } catch (RuntimeException malformed) {
        LOG.error("register {}: what {} holds cannot be decoded", id(), key, malformed);
        return new RegisterOutcome.Unknown<>("what it holds cannot be decoded: " + malformed);
      }
    }

    private static Reason reason(io.troupe.protocols.paxos.register.RegisterOutcome.Reason reason) {
      return switch (reason) {
        case OVERLOADED -> Reason.OVERLOADED;
        case TOO_LARGE -> Reason.TOO_LARGE;
        case FULL -> Reason.FULL;
        case FAILED -> Reason.FAILED;
        case TIMED_OUT -> Reason.TIMED_OUT;
        case EXHAUSTED -> Reason.STOPPED;
      };
    }

    @Override
    public void neverTried(String why) {
      finish(new RegisterOutcome.Rejected<>(Reason.STOPPED, why));
    }

    private void finish(RegisterOutcome<S> outcome) {
      admission.leave(2 * key.length());
      try {
        done.accept(outcome);
      } catch (RuntimeException thrown) {
        LOG.error("register {}: a caller could not take {}", id(), outcome, thrown);
      }
    }
  }
}
