package io.troupe.testkit.simulation.raft;

import static io.troupe.protocols.raft.RoleKind.LEADER;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.PersistentState;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.protocols.raft.RoleKind;
import io.troupe.protocols.raft.Vote;
import io.troupe.testkit.simulation.InvariantViolation;
import java.util.HashMap;
import java.util.Map;

/**
 * I1 one leader a term, I6 terms never fall, I9 one vote a term, I10 votes for up-to-date
 * candidates only, I16 nothing promised is forgotten.
 */
final class ElectionCheck implements Check {
  private final Map<Long, NodeId> leaders = new HashMap<>();

  @Override
  public void started(NodeView node, PersistentState state) {
    if (state.term() < node.largestTermSent) {
      throw new InvariantViolation(
          "I6",
          node + " restarted in term " + state.term() + " after it sent " + node.largestTermSent);
    }
    NodeId promised = node.votesSent.get(state.term());
    if (promised != null && !state.vote().equals(new Vote.VotedFor(promised))) {
      throw new InvariantViolation(
          "I9", node + " restarted with " + state.vote() + " after it voted for " + promised);
    }
    if (!state.log().last().equals(node.durableLog.last())) {
      throw new InvariantViolation(
          "I16",
          node
              + " restarted with a log up to "
              + state.log().last()
              + ", its disk held more or less");
    }
  }

  @Override
  public void deciding(NodeView node, RaftInput cause, LogEvent event) {
    if (event instanceof LogEvent.VoteCast vote && !vote.candidate().equals(node.id)) {
      LogPosition candidates = lastOfCandidate(cause, vote);
      if (!candidates.isAtLeastAsUpToDateAs(node.log.last())) {
        throw new InvariantViolation(
            "I10", node + " votes for " + vote.candidate() + " whose log ends at " + candidates);
      }
    }
  }

  private static LogPosition lastOfCandidate(RaftInput cause, LogEvent.VoteCast vote) {
    if (cause instanceof RaftInput.Received received
        && received.from().equals(vote.candidate())
        && received.message() instanceof RaftMessage.RequestVote request
        && request.term() == vote.term()) {
      return request.last();
    }
    throw new InvariantViolation("I10", vote + " without a request for it, after " + cause);
  }

  @Override
  public void sending(NodeView node, NodeId to, RaftMessage message) {
    if (message.term() > node.durableTerm) {
      throw new InvariantViolation(
          "I6",
          node + " sends " + message + ", but a crash now would take it back to a lower term");
    }
    if (message instanceof RaftMessage.VoteReply reply && reply.granted()) {
      vote(node, reply.term(), to);
    } else if (message instanceof RaftMessage.RequestVote request) {
      vote(node, request.term(), node.id);
    } else if (message instanceof RaftMessage.AppendEntries
        || message instanceof RaftMessage.InstallSnapshot) {
      lead(node.id, message.term());
    }
  }

  private static void vote(NodeView node, long term, NodeId candidate) {
    if (!candidate.equals(node.durableVotes.get(term))) {
      throw new InvariantViolation(
          "I9",
          node
              + " sends its vote of term "
              + term
              + " for "
              + candidate
              + "; durable is a vote for "
              + node.durableVotes.get(term));
    }
    NodeId earlier = node.votesSent.putIfAbsent(term, candidate);
    if (earlier != null && !earlier.equals(candidate)) {
      throw new InvariantViolation(
          "I9", node + " votes for " + earlier + " and " + candidate + " in term " + term);
    }
  }

  @Override
  public void stepping(NodeView node, RoleKind role, long term, long commit) {
    if (term < node.term) {
      throw new InvariantViolation("I6", node + " falls back to term " + term);
    }
    if (role == LEADER) {
      lead(node.id, term);
    }
  }

  private void lead(NodeId node, long term) {
    NodeId other = leaders.putIfAbsent(term, node);
    if (other != null && !other.equals(node)) {
      throw new InvariantViolation("I1", node + " and " + other + " both lead term " + term);
    }
  }
}
