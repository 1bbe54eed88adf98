package io.troupe.actors.wire;

import io.troupe.actors.wire.CarriedOutcome.Committed;
import io.troupe.actors.wire.CarriedOutcome.Reason;
import io.troupe.actors.wire.CarriedOutcome.Rejected;
import io.troupe.actors.wire.CarriedOutcome.Unknown;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.Frame;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.LogEvent.FrameAppended;
import io.troupe.protocols.raft.LogEvent.LogCompacted;
import io.troupe.protocols.raft.LogEvent.SnapshotInstalled;
import io.troupe.protocols.raft.LogEvent.Started;
import io.troupe.protocols.raft.LogEvent.SuffixTruncated;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.LogEvent.VoteCast;
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
import io.troupe.protocols.raft.Vote;
import io.troupe.protocols.raft.Vote.VotedFor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One value for everything that the formats can express, by the name of its golden file. No two
 * neighbouring fields have one value, so that fields that change places are noticed.
 */
final class Samples {
  private static final NodeId NODE = new NodeId("node-2");
  private static final NodeId PEER = new NodeId("node-3");
  private static final GroupId GROUP = new GroupId("accounts");
  private static final LogPosition POSITION = new LogPosition(6, 1_000_000_007);
  private static final Frame COMMANDS = Frame.commands(6, 1_000_000_008, 3, bytes("abc"));
  private static final Frame NO_OP = Frame.noOp(7, 1_000_000_011);

  private Samples() {}

  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(
        "Hello",
        new Hello(
            "bank",
            NODE,
            new UUID(0x0123_4567_89AB_CDEFL, -2),
            4,
            "pekko://bank@10.0.0.2:2551",
            true));
    all.put(
        "Envelope-of-three",
        new Envelope(
            NODE,
            5,
            PEER,
            List.of(
                new RaftItem(GROUP, 3, new TimeoutNow(9)),
                new ClientRequest(-1, GROUP, ClientRequest.Kind.READ, bytes("get")),
                new ClientReply(12, GROUP, new Unknown("")))));
    all.put("Envelope-empty", new Envelope(NODE, 5, PEER, List.of()));
    messages()
        .forEach((name, message) -> all.put(name, inEnvelope(new RaftItem(GROUP, 3, message))));
    items().forEach((name, item) -> all.put(name, inEnvelope(item)));
    all.putAll(events());
    all.putAll(PaxosSamples.all());
    return all;
  }

  static Envelope inEnvelope(Item item) {
    return new Envelope(NODE, 5, PEER, List.of(item));
  }

  static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, RaftMessage> messages() {
    Map<String, RaftMessage> messages = new LinkedHashMap<>();
    messages.put("RequestPreVote", new RequestPreVote(7, POSITION));
    messages.put("RequestPreVote-of-empty-log", new RequestPreVote(0, LogPosition.ORIGIN));
    messages.put("PreVoteReply", new PreVoteReply(7, 8, true));
    messages.put("RequestVote", new RequestVote(7, POSITION, true));
    messages.put("VoteReply", new VoteReply(7, true));
    messages.put("VoteReply-no", new VoteReply(7, false));
    messages.put(
        "AppendEntries", new AppendEntries(7, POSITION, List.of(COMMANDS, NO_OP), 999, 41));
    messages.put("AppendEntries-heartbeat", new AppendEntries(7, POSITION, List.of(), 999, 42));
    messages.put("AppendAccepted", new AppendAccepted(7, 41, 1_000_000_011));
    messages.put("AppendRejected", new AppendRejected(7, 41, 500, new LogPosition(3, 400)));
    messages.put(
        "InstallSnapshot", new InstallSnapshot(7, POSITION, 65_536, bytes("state"), true, 43));
    messages.put("SnapshotChunkAccepted", new SnapshotChunkAccepted(7, 43, POSITION, 65_541));
    messages.put("TimeoutNow", new TimeoutNow(Long.MAX_VALUE));
    return messages;
  }

  private static Map<String, Item> items() {
    Map<String, Item> items = new LinkedHashMap<>();
    items.put(
        "ClientRequest-write",
        new ClientRequest(0x0102_0304_0506_0708L, GROUP, ClientRequest.Kind.WRITE, bytes("put")));
    items.put(
        "ClientRequest-read", new ClientRequest(9, GROUP, ClientRequest.Kind.READ, bytes("get")));
    items.put(
        "Committed", new ClientReply(9, GROUP, new Committed(1_000_000_010, bytes("old value"))));
    for (Reason reason : Reason.values()) {
      items.put(
          "Rejected-" + reason,
          new ClientReply(9, GROUP, new Rejected(reason, "sorry: 上限", Optional.of(NODE))));
    }
    items.put(
        "Rejected-without-leader",
        new ClientReply(9, GROUP, new Rejected(Reason.NOT_LEADER, "", Optional.empty())));
    items.put("Unknown", new ClientReply(9, GROUP, new Unknown("the leader was lost")));
    return items;
  }

  private static Map<String, LogEvent> events() {
    Map<String, LogEvent> events = new LinkedHashMap<>();
    Vote vote = new VotedFor(NODE);
    LogPosition start = new LogPosition(5, 999_000);
    events.put("Started", new Started(4));
    events.put("TermStarted", new TermStarted(7));
    events.put("VoteCast", new VoteCast(7, NODE));
    events.put("FrameAppended", new FrameAppended(COMMANDS));
    events.put("FrameAppended-no-op", new FrameAppended(NO_OP));
    events.put("SuffixTruncated", new SuffixTruncated(1_000_000_008));
    events.put("LogCompacted", new LogCompacted(POSITION, start, 7, vote, 4));
    events.put("LogCompacted-not-voted", new LogCompacted(POSITION, start, 7, Vote.NOT_VOTED, 4));
    events.put("SnapshotInstalled", new SnapshotInstalled(POSITION, 7, vote, 4));
    events.put(
        "SnapshotInstalled-not-voted", new SnapshotInstalled(POSITION, 7, Vote.NOT_VOTED, 4));
    return events;
  }
}
