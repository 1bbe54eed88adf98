package io.troupe.actors.wire;

import io.troupe.actors.wire.proto.RaftProto;
import io.troupe.protocols.Frame;
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

/** From a message between replicas to its form on the wire; payloads are shared, not copied. */
final class RaftMessageEncoder implements RaftMessage.Handler<RaftProto.RaftMessage.Builder> {
  private static final RaftMessageEncoder ENCODER = new RaftMessageEncoder();

  private RaftMessageEncoder() {}

  static RaftProto.RaftMessage encode(RaftMessage message) {
    return message.accept(ENCODER).setTerm(message.term()).build();
  }

  private static RaftProto.RaftMessage.Builder message() {
    return RaftProto.RaftMessage.newBuilder();
  }

  @Override
  public RaftProto.RaftMessage.Builder onRequestPreVote(RequestPreVote message) {
    return message()
        .setRequestPreVote(
            RaftProto.RequestPreVote.newBuilder().setLast(Fields.encode(message.last())));
  }

  @Override
  public RaftProto.RaftMessage.Builder onPreVoteReply(PreVoteReply message) {
    return message()
        .setPreVoteReply(
            RaftProto.PreVoteReply.newBuilder()
                .setProposedTerm(message.proposedTerm())
                .setGranted(message.granted()));
  }

  @Override
  public RaftProto.RaftMessage.Builder onRequestVote(RequestVote message) {
    return message()
        .setRequestVote(
            RaftProto.RequestVote.newBuilder()
                .setLast(Fields.encode(message.last()))
                .setTransfer(message.transfer()));
  }

  @Override
  public RaftProto.RaftMessage.Builder onVoteReply(VoteReply message) {
    return message().setVoteReply(RaftProto.VoteReply.newBuilder().setGranted(message.granted()));
  }

  @Override
  public RaftProto.RaftMessage.Builder onAppendEntries(AppendEntries message) {
    RaftProto.AppendEntries.Builder append =
        RaftProto.AppendEntries.newBuilder()
            .setPrev(Fields.encode(message.prev()))
            .setCommit(message.commit())
            .setRound(message.round());
    for (Frame frame : message.frames()) {
      append.addFrames(Fields.encode(frame));
    }
    return message().setAppendEntries(append);
  }

  @Override
  public RaftProto.RaftMessage.Builder onAppendAccepted(AppendAccepted message) {
    return message()
        .setAppendAccepted(
            RaftProto.AppendAccepted.newBuilder()
                .setRound(message.round())
                .setMatch(message.match()));
  }

  @Override
  public RaftProto.RaftMessage.Builder onAppendRejected(AppendRejected message) {
    return message()
        .setAppendRejected(
            RaftProto.AppendRejected.newBuilder()
                .setRound(message.round())
                .setRejected(message.rejected())
                .setHint(Fields.encode(message.hint())));
  }

  @Override
  public RaftProto.RaftMessage.Builder onInstallSnapshot(InstallSnapshot message) {
    return message()
        .setInstallSnapshot(
            RaftProto.InstallSnapshot.newBuilder()
                .setPosition(Fields.encode(message.position()))
                .setOffset(message.offset())
                .setChunk(Fields.encode(message.chunk()))
                .setLast(message.last())
                .setRound(message.round()));
  }

  @Override
  public RaftProto.RaftMessage.Builder onSnapshotChunkAccepted(SnapshotChunkAccepted message) {
    return message()
        .setSnapshotChunkAccepted(
            RaftProto.SnapshotChunkAccepted.newBuilder()
                .setRound(message.round())
                .setPosition(Fields.encode(message.position()))
                .setNextOffset(message.nextOffset()));
  }

  @Override
  public RaftProto.RaftMessage.Builder onTimeoutNow(TimeoutNow message) {
    return message().setTimeoutNow(RaftProto.TimeoutNow.getDefaultInstance());
  }
}
