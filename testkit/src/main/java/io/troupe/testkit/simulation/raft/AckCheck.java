package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.PersistentState;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.testkit.simulation.InvariantViolation;
import java.util.HashMap;
import java.util.Map;

/**
 * I12 a follower acknowledges what the request covered and its disk holds, no more; I16 a restarted
 * node holds all that it acknowledged; I18 as far as answers confirm reads.
 *
 * <p>What is committed may be acknowledged without being covered: every later leader has it.
 */
final class AckCheck implements Check {
  private record Request(NodeId leader, NodeId follower, long term, long round) {}

  private record Place(long term, long index) {}

  private final CommittedHistory history;
  private final Map<Request, Long> covered = new HashMap<>();
  private final Map<Place, LogPosition> sentInTerm = new HashMap<>();

  AckCheck(CommittedHistory history) {
    this.history = history;
  }

  @Override
  public void sending(NodeView node, NodeId to, RaftMessage message) {
    if (message instanceof RaftMessage.AppendEntries append) {
      cover(new Request(node.id, to, append.term(), append.round()), append.prev());
      for (Frame frame : append.frames()) {
        cover(new Request(node.id, to, append.term(), append.round()), frame.last());
      }
    } else if (message instanceof RaftMessage.InstallSnapshot install) {
      // The last chunk is acknowledged when it is durable, in the name of no round.
      cover(new Request(node.id, to, install.term(), install.round()), install.position());
      cover(new Request(node.id, to, install.term(), 0), install.position());
    } else if (message instanceof RaftMessage.AppendAccepted accepted) {
      answer(node, to, message, accepted.round());
      accept(node, to, accepted);
    } else if (message instanceof RaftMessage.AppendRejected rejected) {
      answer(node, to, message, rejected.round());
    } else if (message instanceof RaftMessage.SnapshotChunkAccepted accepted) {
      answer(node, to, message, accepted.round());
    }
  }

  /** An answer in the name of a round counts for reads: that very round must have been asked. */
  private void answer(NodeView node, NodeId to, RaftMessage answer, long round) {
    if (round > 0 && !covered.containsKey(new Request(to, node.id, answer.term(), round))) {
      throw new InvariantViolation(
          "I18",
          node + " answers " + to + " with " + answer + ", a round never asked in that term");
    }
  }

  private void cover(Request request, LogPosition position) {
    covered.merge(request, position.index(), Math::max);
    sentInTerm.put(new Place(request.term, position.index()), position);
  }

  private void accept(NodeView node, NodeId to, RaftMessage.AppendAccepted accepted) {
    Request request = new Request(to, node.id, accepted.term(), accepted.round());
    long limit = Math.max(covered.getOrDefault(request, 0L), node.commit);
    if (accepted.match() > limit) {
      throw new InvariantViolation(
          "I12", node + " sends " + accepted + ", the request covered only up to " + limit);
    }
    if (accepted.match() > node.durableLog.last().index()) {
      throw new InvariantViolation("I12", node + " sends " + accepted + ", which is not durable");
    }
    LogPosition leaders = sentInTerm.get(new Place(accepted.term(), accepted.match()));
    if (leaders != null) {
      if (!node.durableLog.covers(leaders)) {
        throw new InvariantViolation(
            "I12", node + " sends " + accepted + ", but its disk does not hold " + leaders);
      }
      if (leaders.isAtLeastAsUpToDateAs(node.largestAccepted)) {
        node.largestAccepted = leaders;
      }
    }
  }

  @Override
  public void started(NodeView node, PersistentState state) {
    LogPosition accepted = node.largestAccepted;
    if (history.chainAt(accepted).isPresent() && !state.log().contains(accepted)) {
      throw new InvariantViolation(
          "I16", node + " restarted without committed " + accepted + ", which it acknowledged");
    }
  }
}
