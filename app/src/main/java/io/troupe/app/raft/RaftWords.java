package io.troupe.app.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.app.story.Scene.Tone;
import io.troupe.app.story.Words;
import io.troupe.app.story.Words.Weight;
import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.RaftMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts a message of Raft into words, and says why an answer is no. */
final class RaftWords implements RaftMessage.Handler<Words> {
  private final NodeId to;
  private final Memory sender;
  private final Memory receiver;

  RaftWords(NodeId to, Memory sender, Memory receiver) {
    this.to = to;
    this.sender = sender;
    this.receiver = receiver;
  }

  @Override
  public Words onRequestPreVote(RaftMessage.RequestPreVote message) {
    return words(
        message,
        "would you? term " + (message.term() + 1),
        "would you vote for me in term " + (message.term() + 1) + "? " + log(message.last()),
        Tone.PLAIN,
        weight(message));
  }

  @Override
  public Words onPreVoteReply(RaftMessage.PreVoteReply message) {
    return message.granted()
        ? words(message, "I would", "I would", Tone.GOOD, weight(message))
        : words(message, "I would not", "I would not: " + whyNot(true), Tone.BAD, weight(message));
  }

  @Override
  public Words onRequestVote(RaftMessage.RequestVote message) {
    return words(
        message,
        "vote for me, term " + message.term(),
        "vote for me in term "
            + message.term()
            + (message.transfer() ? ", as the leader asked me to" : "")
            + "; "
            + log(message.last()),
        Tone.PLAIN,
        weight(message));
  }

  @Override
  public Words onVoteReply(RaftMessage.VoteReply message) {
    return message.granted()
        ? words(
            message,
            "my vote, term " + message.term(),
            "you have my vote in term " + message.term(),
            Tone.GOOD,
            weight(message))
        : words(message, "no vote", "no: " + whyNot(false), Tone.BAD, weight(message));
  }

  private Weight weight(RaftMessage message) {
    return sender.isNews(to, message) ? Weight.NEWS : Weight.REPEATED;
  }

  private String whyNot(boolean hearing) {
    if (hearing && sender.leader().isPresent()) {
      return "I hear " + sender.leader().get() + ", who leads term " + sender.term();
    } else if (!receiver.last().isAtLeastAsUpToDateAs(sender.last())) {
      return "my log goes further than yours, to " + sender.last();
    } else if (!hearing && sender.votedFor().filter(other -> !other.equals(to)).isPresent()) {
      return "I voted for " + sender.votedFor().get() + " in term " + sender.term();
    }
    return "term " + sender.term() + " has begun";
  }

  @Override
  public Words onAppendEntries(RaftMessage.AppendEntries message) {
    boolean commits = sender.tellsCommit(to, message.commit());
    String committed = commits ? "committed up to " + message.commit() : "";
    if (message.frames().isEmpty()) {
      return words(
          message,
          commits ? committed : "heartbeat",
          commits
              ? "I lead term " + message.term() + "; " + committed
              : "I lead term " + message.term(),
          Tone.PLAIN,
          commits ? Weight.NEWS : Weight.ROUTINE);
    }
    String entries = message.frames().stream().map(RaftWords::of).collect(Collectors.joining(", "));
    return words(
        message,
        "append " + Words.shortened(entries),
        "append " + entries + " after " + message.prev() + (commits ? "; " + committed : ""),
        Tone.PLAIN,
        Weight.NEWS);
  }

  @Override
  public Words onAppendAccepted(RaftMessage.AppendAccepted message) {
    return words(
        message,
        "I have up to " + message.match(),
        "my log is yours up to " + message.match() + ", and durable",
        Tone.GOOD,
        sender.tellsMatch(to, message.match()) ? Weight.NEWS : Weight.ROUTINE);
  }

  @Override
  public Words onAppendRejected(RaftMessage.AppendRejected message) {
    return receiver.term() < message.term()
        ? words(
            message,
            "no: term " + message.term(),
            "no: term " + message.term() + " has begun",
            Tone.BAD,
            Weight.NEWS)
        : words(
            message,
            "no: try after " + message.hint().index(),
            "no: I lack entry " + message.rejected() + "; try after " + message.hint(),
            Tone.BAD,
            Weight.NEWS);
  }

  @Override
  public Words onInstallSnapshot(RaftMessage.InstallSnapshot message) {
    return words(
        message,
        "snapshot at " + message.position(),
        "a piece of my snapshot at " + message.position(),
        Tone.PLAIN,
        Weight.NEWS);
  }

  @Override
  public Words onSnapshotChunkAccepted(RaftMessage.SnapshotChunkAccepted message) {
    return words(
        message,
        "have " + message.nextOffset() + " B",
        "I have " + message.nextOffset() + " bytes of the snapshot at " + message.position(),
        Tone.GOOD,
        Weight.NEWS);
  }

  @Override
  public Words onTimeoutNow(RaftMessage.TimeoutNow message) {
    return words(
        message, "stand now", "I hand over: stand for election at once", Tone.PLAIN, Weight.NEWS);
  }

  private static Words words(
      RaftMessage message, String brief, String text, Tone tone, Weight weight) {
    return new Words(
        message.getClass().getSimpleName(), brief, text, message.toString(), tone, weight);
  }

  private static String log(LogPosition last) {
    return last.equals(LogPosition.ORIGIN) ? "my log is empty" : "my log ends at " + last;
  }

  /** A frame with what is in it, e.g. {@code 2@1 "x"}. */
  static String of(Frame frame) {
    if (frame.kind() == Frame.Kind.NO_OP) {
      return frame.toString();
    }
    List<String> values = new ArrayList<>();
    ByteBuffer bytes = frame.commands().asReadOnlyBuffer();
    while (bytes.hasRemaining()) {
      values.add("\"" + next(bytes) + "\"");
    }
    return frame + " " + String.join(" ", values);
  }

  /** In a frame, each command follows its length, in groups of seven bits, the lowest first. */
  private static String next(ByteBuffer bytes) {
    int length = 0;
    int shift = 0;
    byte part;
    do {
      part = bytes.get();
      length |= (part & 0x7F) << shift;
      shift += 7;
    } while (part < 0);
    byte[] command = new byte[length];
    bytes.get(command);
    return new String(command, UTF_8);
  }
}
