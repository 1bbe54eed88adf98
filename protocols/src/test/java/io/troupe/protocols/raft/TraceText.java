package io.troupe.protocols.raft;

import io.troupe.protocols.Frame;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.Vote.VotedFor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How traces write what a replica does: one line for each output, short enough to be read. */
final class TraceText implements Output.Handler {
  private final NodeId self;
  private final StringBuilder lines;

  TraceText(NodeId self, StringBuilder lines) {
    this.self = self;
    this.lines = lines;
  }

  private void line(String what) {
    lines.append(self).append(' ').append(what).append('\n');
  }

  @Override
  public void onPersist(Output.Persist output) {
    String events =
        output.events().stream().map(TraceText::event).collect(Collectors.joining(", "));
    line("persists #" + output.write() + ": " + events);
  }

  @Override
  public void onSend(Output.Send output) {
    line("-> " + output.to() + " " + message(output.message()));
  }

  @Override
  public void onSendSnapshotChunk(Output.SendSnapshotChunk output) {
    line("-> " + output.to() + " snapshot " + output.position() + " from byte " + output.offset());
  }

  @Override
  public void onApply(Output.Apply output) {
    line("applies " + frames(output.frames()));
  }

  @Override
  public void onRestoreSnapshot(Output.RestoreSnapshot output) {
    line("restores snapshot " + output.position());
  }

  @Override
  public void onTakeSnapshot(Output.TakeSnapshot output) {
    line("asks for a snapshot at " + output.position());
  }

  @Override
  public void onStoreSnapshotChunk(Output.StoreSnapshotChunk output) {
    String last = output.last() ? ", the last" : "";
    line("stores a chunk of snapshot " + output.position() + " at " + output.offset() + last);
  }

  @Override
  public void onProposalAppended(Output.ProposalAppended output) {
    line("takes proposal " + output.id() + " as " + output.firstIndex() + "@" + output.term());
  }

  @Override
  public void onProposalRefused(Output.ProposalRefused output) {
    line("refuses proposal " + output.id() + ": " + output.reason());
  }

  @Override
  public void onReadReady(Output.ReadReady output) {
    line("serves reads " + output.ids() + " at " + output.index());
  }

  @Override
  public void onReadRefused(Output.ReadRefused output) {
    line("refuses reads " + output.ids() + ": " + output.reason());
  }

  @Override
  public void onRoleChanged(Output.RoleChanged output) {
    Optional<NodeId> leader = output.leader().filter(id -> !id.equals(self));
    String of = leader.map(id -> " of " + id).orElse("");
    line("is " + output.role() + of + " in term " + output.term() + ": " + output.why());
  }

  private static String event(LogEvent event) {
    if (event instanceof LogEvent.FrameAppended appended) {
      return appended.frame().toString();
    } else if (event instanceof LogEvent.SuffixTruncated truncated) {
      return "truncate from " + truncated.fromIndex();
    } else if (event instanceof LogEvent.TermStarted started) {
      return "term " + started.term();
    } else if (event instanceof LogEvent.VoteCast cast) {
      return "term " + cast.term() + " vote for " + cast.candidate();
    } else if (event instanceof LogEvent.LogCompacted compacted) {
      return "compact " + compacted.snapshot() + " keep after " + compacted.start();
    } else if (event instanceof LogEvent.SnapshotInstalled installed) {
      String vote = installed.vote() instanceof VotedFor voted ? "" + voted.candidate() : "nobody";
      return "snapshot " + installed.snapshot() + " term " + installed.term() + " vote for " + vote;
    }
    return event.toString();
  }

  static String message(RaftMessage message) {
    if (message instanceof RaftMessage.AppendEntries append) {
      return String.format(
          "AppendEntries term %d prev %s %s commit %d round %d",
          append.term(), append.prev(), frames(append.frames()), append.commit(), append.round());
    }
    return message
        .toString()
        .replaceAll("[\\[\\],]", " ")
        .replaceAll("(\\w+)=", "$1 ")
        .replaceAll(" +", " ")
        .strip();
  }

  static String frames(List<Frame> frames) {
    return frames.stream().map(Frame::toString).collect(Collectors.joining(" ", "[", "]"));
  }
}
