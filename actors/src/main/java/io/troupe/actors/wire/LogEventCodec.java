package io.troupe.actors.wire;

import static io.troupe.actors.wire.Fields.natural;

import io.troupe.actors.wire.proto.LogProto;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent.FrameAppended;
import io.troupe.protocols.raft.LogEvent.LogCompacted;
import io.troupe.protocols.raft.LogEvent.SnapshotInstalled;
import io.troupe.protocols.raft.LogEvent.Started;
import io.troupe.protocols.raft.LogEvent.SuffixTruncated;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.LogEvent.VoteCast;
import io.troupe.protocols.raft.Vote;
import io.troupe.protocols.raft.Vote.VotedFor;
import java.util.List;
import java.util.Optional;

/** The table of all log events and how each is stored. */
final class LogEventCodec {
  private static final int FORMAT = FormatVersion.LOG_EVENT.newest();

  static final List<EventFormat<?, ?>> EVENTS =
      List.of(
          new EventFormat<>(
              "S",
              Started.class,
              LogEventCodec::encode,
              LogProto.Started.parser(),
              LogProto.Started::getFormat,
              LogEventCodec::decode),
          new EventFormat<>(
              "T",
              TermStarted.class,
              LogEventCodec::encode,
              LogProto.TermStarted.parser(),
              LogProto.TermStarted::getFormat,
              LogEventCodec::decode),
          new EventFormat<>(
              "V",
              VoteCast.class,
              LogEventCodec::encode,
              LogProto.VoteCast.parser(),
              LogProto.VoteCast::getFormat,
              LogEventCodec::decode),
          new EventFormat<>(
              "F",
              FrameAppended.class,
              LogEventCodec::encode,
              LogProto.FrameAppended.parser(),
              LogProto.FrameAppended::getFormat,
              LogEventCodec::decode),
          new EventFormat<>(
              "X",
              SuffixTruncated.class,
              LogEventCodec::encode,
              LogProto.SuffixTruncated.parser(),
              LogProto.SuffixTruncated::getFormat,
              LogEventCodec::decode),
          new EventFormat<>(
              "C",
              LogCompacted.class,
              LogEventCodec::encode,
              LogProto.LogCompacted.parser(),
              LogProto.LogCompacted::getFormat,
              LogEventCodec::decode),
          new EventFormat<>(
              "I",
              SnapshotInstalled.class,
              LogEventCodec::encode,
              LogProto.SnapshotInstalled.parser(),
              LogProto.SnapshotInstalled::getFormat,
              LogEventCodec::decode));

  private LogEventCodec() {}

  private static LogProto.Started encode(Started event) {
    return LogProto.Started.newBuilder()
        .setIncarnation(event.incarnation())
        .setFormat(FORMAT)
        .build();
  }

  private static Started decode(LogProto.Started event) {
    return new Started(natural("incarnation", event.getIncarnation()));
  }

  private static LogProto.TermStarted encode(TermStarted event) {
    return LogProto.TermStarted.newBuilder().setTerm(event.term()).setFormat(FORMAT).build();
  }

  private static TermStarted decode(LogProto.TermStarted event) {
    return new TermStarted(natural("term", event.getTerm()));
  }

  private static LogProto.VoteCast encode(VoteCast event) {
    return LogProto.VoteCast.newBuilder()
        .setTerm(event.term())
        .setCandidate(event.candidate().value())
        .setFormat(FORMAT)
        .build();
  }

  private static VoteCast decode(LogProto.VoteCast event) {
    return new VoteCast(natural("term", event.getTerm()), Fields.nodeId(event.getCandidate()));
  }

  private static LogProto.FrameAppended encode(FrameAppended event) {
    return LogProto.FrameAppended.newBuilder()
        .setFrame(Fields.encode(event.frame()))
        .setFormat(FORMAT)
        .build();
  }

  private static FrameAppended decode(LogProto.FrameAppended event) {
    return new FrameAppended(Fields.decode(event.getFrame()));
  }

  private static LogProto.SuffixTruncated encode(SuffixTruncated event) {
    return LogProto.SuffixTruncated.newBuilder()
        .setFromIndex(event.fromIndex())
        .setFormat(FORMAT)
        .build();
  }

  private static SuffixTruncated decode(LogProto.SuffixTruncated event) {
    return new SuffixTruncated(natural("from_index", event.getFromIndex()));
  }

  private static LogProto.LogCompacted encode(LogCompacted event) {
    LogProto.LogCompacted.Builder builder =
        LogProto.LogCompacted.newBuilder()
            .setSnapshot(Fields.encode(event.snapshot()))
            .setStart(Fields.encode(event.start()))
            .setTerm(event.term())
            .setIncarnation(event.incarnation())
            .setFormat(FORMAT);
    votedFor(event.vote()).ifPresent(builder::setVotedFor);
    return builder.build();
  }

  private static LogCompacted decode(LogProto.LogCompacted event) {
    return new LogCompacted(
        Fields.decode(event.getSnapshot()),
        Fields.decode(event.getStart()),
        natural("term", event.getTerm()),
        vote(event.hasVotedFor(), event.getVotedFor()),
        natural("incarnation", event.getIncarnation()));
  }

  private static LogProto.SnapshotInstalled encode(SnapshotInstalled event) {
    LogProto.SnapshotInstalled.Builder builder =
        LogProto.SnapshotInstalled.newBuilder()
            .setSnapshot(Fields.encode(event.snapshot()))
            .setTerm(event.term())
            .setIncarnation(event.incarnation())
            .setFormat(FORMAT);
    votedFor(event.vote()).ifPresent(builder::setVotedFor);
    return builder.build();
  }

  private static SnapshotInstalled decode(LogProto.SnapshotInstalled event) {
    return new SnapshotInstalled(
        Fields.decode(event.getSnapshot()),
        natural("term", event.getTerm()),
        vote(event.hasVotedFor(), event.getVotedFor()),
        natural("incarnation", event.getIncarnation()));
  }

  private static Optional<String> votedFor(Vote vote) {
    return vote instanceof VotedFor voted
        ? Optional.of(voted.candidate()).map(NodeId::value)
        : Optional.empty();
  }

  private static Vote vote(boolean given, String candidate) {
    return given ? new VotedFor(Fields.nodeId(candidate)) : Vote.NOT_VOTED;
  }
}
