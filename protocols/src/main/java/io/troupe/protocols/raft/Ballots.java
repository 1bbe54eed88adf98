package io.troupe.protocols.raft;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent.VoteCast;
import io.troupe.protocols.raft.RaftMessage.PreVoteReply;
import io.troupe.protocols.raft.RaftMessage.RequestPreVote;
import io.troupe.protocols.raft.RaftMessage.RequestVote;
import io.troupe.protocols.raft.RaftMessage.VoteReply;

/** How a replica of any role answers those who ask for its vote. */
final class Ballots {
  private final RaftContext context;

  Ballots(RaftContext context) {
    this.context = context;
  }

  /**
   * Answers a request for a vote in the current or an older term (§5.2, §5.4.1): one vote a term
   * (I9), only for a log at least as up-to-date as the own one (I10), durable before the answer.
   *
   * @return whether the vote was given
   */
  boolean answer(NodeId candidate, RequestVote request) {
    boolean granted =
        request.term() == context.term()
            && context.state.vote().allows(candidate)
            && request.last().isAtLeastAsUpToDateAs(context.log().last());
    if (granted && context.state.vote().equals(Vote.NOT_VOTED)) {
      context.outbox.persist(new VoteCast(request.term(), candidate));
    }
    context.outbox.send(candidate, new VoteReply(context.term(), granted), Awaits.LOG);
    return granted;
  }

  /**
   * Answers whether a vote would be given in the term after the candidate's (diss. §9.6).
   *
   * @return whether it would
   */
  boolean answer(NodeId candidate, RequestPreVote request, boolean hearsLeader) {
    boolean granted =
        !hearsLeader
            && request.term() >= context.term()
            && request.last().isAtLeastAsUpToDateAs(context.log().last());
    context.outbox.send(
        candidate, new PreVoteReply(context.term(), request.term() + 1, granted), Awaits.LOG);
    return granted;
  }
}
