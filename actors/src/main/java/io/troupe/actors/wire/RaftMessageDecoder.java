package io.troupe.actors.wire;

import static io.troupe.actors.wire.Fields.natural;

import io.troupe.actors.wire.proto.RaftProto;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.protocols.raft.RaftMessage.AppendAccepted;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.RaftMessage.AppendRejected;
import io.troupe.protocols.raft.RaftMessage.InstallSnapshot;
import io.troupe.protocols.raft.RaftMessage.PreVoteReply;
import io.troupe.protocols.raft.RaftMessage.RequestPreVote;
import io.troupe.protocols.raft.RaftMessage.RequestVote;
import io.troupe.protocols.raft.RaftMessage.SnapshotChunkAccepted;
import io.troupe.protocols.raft.RaftMessage.TimeoutNow;
import io.troupe.protocols.raft.RaftMessage.VoteReply;

/** From the wire to a message between replicas; the result shares nothing with the input. */
final class RaftMessageDecoder {
  private RaftMessageDecoder() {}

  static RaftMessage decode(RaftProto.RaftMessage message) {
    long term = natural("term", message.getTerm());
    return switch (message.getBodyCase()) {
      case REQUEST_PRE_VOTE -> requestPreVote(term, message.getRequestPreVote());
      case PRE_VOTE_REPLY -> preVoteReply(term, message.getPreVoteReply());
      case REQUEST_VOTE -> requestVote(term, message.getRequestVote());
      case VOTE_REPLY -> new VoteReply(term, message.getVoteReply().getGranted());
      case APPEND_ENTRIES -> appendEntries(term, message.getAppendEntries());
      case APPEND_ACCEPTED -> appendAccepted(term, message.getAppendAccepted());
      case APPEND_REJECTED -> appendRejected(term, message.getAppendRejected());
      case INSTALL_SNAPSHOT -> installSnapshot(term, message.getInstallSnapshot());
      case SNAPSHOT_CHUNK_ACCEPTED -> chunkAccepted(term, message.getSnapshotChunkAccepted());
      case TIMEOUT_NOW -> new TimeoutNow(term);
      case BODY_NOT_SET -> throw new WireFormatException("a Raft message of no known kind");
    };
  }

  private static RaftMessage requestPreVote(long term, RaftProto.RequestPreVote body) {
    return new RequestPreVote(term, Fields.decode(body.getLast()));
  }

  private static RaftMessage preVoteReply(long term, RaftProto.PreVoteReply body) {
    return new PreVoteReply(
        term, natural("proposed_term", body.getProposedTerm()), body.getGranted());
  }

  private static RaftMessage requestVote(long term, RaftProto.RequestVote body) {
    return new RequestVote(term, Fields.decode(body.getLast()), body.getTransfer());
  }

  private static RaftMessage appendEntries(long term, RaftProto.AppendEntries body) {
    return new AppendEntries(
        term,
        Fields.decode(body.getPrev()),
        body.getFramesList().stream().map(Fields::decode).toList(),
        natural("commit", body.getCommit()),
        natural("round", body.getRound()));
  }

  private static RaftMessage appendAccepted(long term, RaftProto.AppendAccepted body) {
    return new AppendAccepted(
        term, natural("round", body.getRound()), natural("match", body.getMatch()));
  }

  private static RaftMessage appendRejected(long term, RaftProto.AppendRejected body) {
    return new AppendRejected(
        term,
        natural("round", body.getRound()),
        natural("rejected", body.getRejected()),
        Fields.decode(body.getHint()));
  }

  private static RaftMessage installSnapshot(long term, RaftProto.InstallSnapshot body) {
    return new InstallSnapshot(
        term,
        Fields.decode(body.getPosition()),
        natural("offset", body.getOffset()),
        Fields.decode(body.getChunk()),
        body.getLast(),
        natural("round", body.getRound()));
  }

  private static RaftMessage chunkAccepted(long term, RaftProto.SnapshotChunkAccepted body) {
    return new SnapshotChunkAccepted(
        term,
        natural("round", body.getRound()),
        Fields.decode(body.getPosition()),
        natural("next_offset", body.getNextOffset()));
  }
}
