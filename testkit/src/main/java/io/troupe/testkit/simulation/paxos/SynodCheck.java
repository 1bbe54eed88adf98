package io.troupe.testkit.simulation.paxos;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.Proposal;
import io.troupe.protocols.paxos.QuorumSystem;
import io.troupe.testkit.simulation.InvariantViolation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches the decisions of a run from outside: I16, I21, I22, I23, I24, I25. Paxos Made Simple,
 * §2.1: only a value that has been proposed may be chosen, only a single value is, and nobody
 * learns that a value is chosen unless it is.
 */
final class SynodCheck {
  private final QuorumSystem quorums;
  private final Happenings happenings = new Happenings();
  private final Map<Integer, Decision> decisions = new HashMap<>();

  private static final class Decision {
    final Set<Bytes> wanted = new HashSet<>();
    final Map<Ballot, Bytes> proposed = new HashMap<>();
    final Map<Ballot, Set<NodeId>> votes = new HashMap<>();
    final Map<NodeId, Ballot> promised = new HashMap<>();
    final Map<NodeId, Ballot> durablyPromised = new HashMap<>();
    Optional<Proposal<Bytes>> chosen = Optional.empty();
  }

  SynodCheck(QuorumSystem quorums) {
    this.quorums = quorums;
  }

  Happenings happenings() {
    return happenings;
  }

  private Decision of(int number) {
    return decisions.computeIfAbsent(number, any -> new Decision());
  }

  /** Whether anybody asked for that decision. */
  boolean isWanted(int number) {
    return !of(number).wanted.isEmpty();
  }

  void wanted(int number, Bytes value) {
    of(number).wanted.add(value);
  }

  /** I23: no promise falls, not even across restarts, and nothing is accepted below one. */
  void decided(NodeId node, SynodEvent event) {
    promisedBy(event.event())
        .ifPresent(ballot -> raise(of(event.decision()).promised, node, ballot, event));
  }

  /** A life begins with what is durable; what was not is gone. */
  void started(NodeId node) {
    for (Decision decision : decisions.values()) {
      decision.promised.put(node, decision.durablyPromised.getOrDefault(node, Ballot.NONE));
    }
  }

  void hardened(NodeId node, SynodEvent event) {
    Decision decision = of(event.decision());
    promisedBy(event.event())
        .ifPresent(ballot -> raise(decision.durablyPromised, node, ballot, event));
    if (event.event() instanceof PaxosEvent.Accepted accepted) {
      vote(node, decision, accepted.proposal(), event.decision());
    }
  }

  private static Optional<Ballot> promisedBy(PaxosEvent event) {
    if (event instanceof PaxosEvent.Promised promised) {
      return Optional.of(promised.ballot());
    }
    return event instanceof PaxosEvent.Accepted accepted
        ? Optional.of(accepted.proposal().ballot())
        : Optional.empty();
  }

  private static void raise(Map<NodeId, Ballot> of, NodeId node, Ballot ballot, SynodEvent event) {
    Ballot before = of.getOrDefault(node, Ballot.NONE);
    if (!ballot.isAtLeast(before)) {
      throw new InvariantViolation("I23", node + " writes " + event + " after promising " + before);
    }
    of.put(node, ballot);
  }

  /** I22: one value is chosen, and it was proposed. */
  private void vote(NodeId node, Decision decision, Proposal<Bytes> proposal, int number) {
    Set<NodeId> voters = decision.votes.computeIfAbsent(proposal.ballot(), any -> new HashSet<>());
    voters.add(node);
    if (!quorums.isPhase2Quorum(voters)) {
      return;
    }
    if (!decision.wanted.contains(proposal.value())) {
      throw new InvariantViolation("I22", proposal + " is chosen, which nobody proposed");
    }
    if (decision.chosen.isEmpty()) {
      happenings.count("CHOSEN");
    }
    decision.chosen.ifPresent(
        before -> {
          if (!before.value().equals(proposal.value())) {
            throw new InvariantViolation(
                "I22", "decision " + number + ": " + proposal + " is chosen after " + before);
          }
          if (!before.ballot().equals(proposal.ballot())) {
            happenings.count("CHOSEN_AGAIN");
          }
        });
    if (decision.chosen.isEmpty()) {
      decision.chosen = Optional.of(proposal);
      decision.proposed.forEach((ballot, value) -> refuseIfOther(decision, ballot, value, number));
    }
  }

  /** I25: whatever is proposed above a ballot in which a value was chosen is that value (P2b). */
  private static void refuseIfOther(Decision decision, Ballot ballot, Bytes value, int number) {
    decision.chosen.ifPresent(
        chosen -> {
          if (ballot.isAbove(chosen.ballot()) && !value.equals(chosen.value())) {
            throw new InvariantViolation(
                "I25",
                "decision " + number + ": " + value + "@" + ballot + " proposed, chosen " + chosen);
          }
        });
  }

  void sending(NodeId from, SynodMessage sent) {
    Decision decision = of(sent.decision());
    sent.message()
        .accept(
            new PaxosMessage.Handler() {
              @Override
              public void onPrepare(PaxosMessage.Prepare message) {
                isOwn(from, message.ballot());
              }

              @Override
              public void onAccept(PaxosMessage.Accept message) {
                proposing(from, decision, message.proposal(), sent.decision());
              }

              @Override
              public void onPromise(PaxosMessage.Promise message) {
                isDurable(from, decision, message.ballot(), sent);
              }

              @Override
              public void onAccepted(PaxosMessage.Accepted message) {
                Ballot ballot = message.proposal().ballot();
                if (!decision.votes.getOrDefault(ballot, Set.of()).contains(from)) {
                  throw new InvariantViolation("I16", from + " says " + sent + ", not on its disk");
                }
              }
            });
  }

  /** I16: a promise leaves when it is on disk. */
  private static void isDurable(NodeId from, Decision decision, Ballot ballot, SynodMessage sent) {
    if (!decision.durablyPromised.getOrDefault(from, Ballot.NONE).isAtLeast(ballot)) {
      throw new InvariantViolation("I16", from + " says " + sent + ", which is not on its disk");
    }
  }

  private static void isOwn(NodeId from, Ballot ballot) {
    if (!ballot.node().equals(from)) {
      throw new InvariantViolation("I24", from + " uses " + ballot);
    }
  }

  /** I24: one value in a ballot, in all lives of its proposer. */
  private void proposing(NodeId from, Decision decision, Proposal<Bytes> proposal, int number) {
    isOwn(from, proposal.ballot());
    Bytes before = decision.proposed.putIfAbsent(proposal.ballot(), proposal.value());
    if (before != null && !before.equals(proposal.value())) {
      throw new InvariantViolation(
          "I24", proposal + " proposed after " + before + " in that ballot");
    }
    refuseIfOther(decision, proposal.ballot(), proposal.value(), number);
  }

  /** I21: who says that a value is chosen is right. */
  void reported(NodeId node, int number, Proposal<Bytes> reported) {
    Decision decision = of(number);
    if (decision.chosen.filter(it -> it.value().equals(reported.value())).isEmpty()) {
      throw new InvariantViolation(
          "I21",
          node
              + " reports "
              + reported
              + " for decision "
              + number
              + ", chosen: "
              + decision.chosen);
    }
  }
}
