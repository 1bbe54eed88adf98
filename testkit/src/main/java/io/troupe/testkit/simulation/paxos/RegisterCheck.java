package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterKey;
import io.troupe.protocols.paxos.register.RegisterMessage;
import io.troupe.protocols.paxos.register.RegisterState;
import io.troupe.testkit.simulation.InvariantViolation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches the registers of a run from outside: I16, I23, I24. What was promised for a key binds for
 * ever here, also after the key was forgotten.
 */
final class RegisterCheck {
  private record At(NodeId node, RegisterKey key) {}

  private record In(RegisterKey key, Ballot ballot) {}

  private record Vote(NodeId node, RegisterKey key, Ballot ballot) {}

  private final Map<At, Ballot> promised = new HashMap<>();
  private final Map<At, Ballot> durablyPromised = new HashMap<>();
  private final Set<Vote> votes = new HashSet<>();
  private final Map<In, RegisterState> proposed = new HashMap<>();

  void decided(NodeId node, RegisterEvent event) {
    raise(promised, node, event);
  }

  /** A life begins with what is durable; what was not is gone. */
  void started(NodeId node) {
    promised.keySet().removeIf(at -> at.node.equals(node));
    durablyPromised.forEach(
        (at, ballot) -> {
          if (at.node.equals(node)) {
            promised.put(at, ballot);
          }
        });
  }

  void hardened(NodeId node, RegisterEvent event) {
    raise(durablyPromised, node, event);
    if (event instanceof RegisterEvent.Accepted accepted) {
      votes.add(new Vote(node, accepted.key(), accepted.proposal().ballot()));
    }
  }

  /** I23: no promise falls, not even when a key is forgotten, and nothing is accepted below one. */
  private static void raise(Map<At, Ballot> promises, NodeId node, RegisterEvent event) {
    if (event instanceof RegisterEvent.Promised promise) {
      raise(promises, new At(node, promise.key()), promise.ballot(), promise.ballot(), event);
    } else if (event instanceof RegisterEvent.Accepted accepted) {
      Ballot ballot = accepted.proposal().ballot();
      raise(promises, new At(node, accepted.key()), ballot, accepted.promised(), event);
    }
  }

  private static void raise(
      Map<At, Ballot> promises, At at, Ballot ballot, Ballot next, RegisterEvent event) {
    Ballot before = promises.getOrDefault(at, Ballot.NONE);
    if (!ballot.isAtLeast(before)) {
      throw new InvariantViolation(
          "I23", at.node + " writes " + event + " after promising " + before);
    }
    promises.put(at, next);
  }

  void sending(NodeId from, RegisterMessage sent) {
    sent.accept(
        new RegisterMessage.Handler() {
          @Override
          public void onPrepare(RegisterMessage.Prepare message) {
            isOwn(from, message.ballot());
          }

          @Override
          public void onPromise(RegisterMessage.Promise message) {
            Ballot durable = durablyPromised.getOrDefault(new At(from, message.key()), Ballot.NONE);
            if (!durable.isAtLeast(message.ballot())) {
              throw new InvariantViolation("I16", from + " says " + message + ", not on its disk");
            }
          }

          @Override
          public void onAccept(RegisterMessage.Accept message) {
            isOwn(from, message.proposal().ballot());
            proposing(message);
          }

          @Override
          public void onAccepted(RegisterMessage.Accepted message) {
            if (!votes.contains(new Vote(from, message.key(), message.ballot()))) {
              throw new InvariantViolation("I16", from + " says " + message + ", not on its disk");
            }
          }
        });
  }

  private static void isOwn(NodeId from, Ballot ballot) {
    if (!ballot.node().equals(from)) {
      throw new InvariantViolation("I24", from + " uses " + ballot);
    }
  }

  /** I24: one state in a ballot, in all lives of its proposer. */
  private void proposing(RegisterMessage.Accept message) {
    RegisterState state = message.proposal().value();
    In in = new In(message.key(), message.proposal().ballot());
    Optional<RegisterState> before = Optional.ofNullable(proposed.putIfAbsent(in, state));
    if (before.isPresent() && !before.get().equals(state)) {
      throw new InvariantViolation(
          "I24", message + " proposed after " + before.get() + " in that ballot");
    }
  }
}
