package io.troupe.app.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.actors.wire.CarriedOutcome;
import io.troupe.actors.wire.ClientReply;
import io.troupe.actors.wire.ClientRequest;
import io.troupe.actors.wire.Item;
import io.troupe.actors.wire.PaxosItem;
import io.troupe.actors.wire.RaftItem;
import io.troupe.actors.wire.RegisterItem;
import io.troupe.app.play.Narrator;
import io.troupe.app.story.Scene.Part;
import io.troupe.app.story.Scene.Tone;
import io.troupe.app.story.Words;
import io.troupe.app.story.Words.Weight;
import io.troupe.protocols.Frame;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RoleKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Watches the stage, and tells what it sees as scenes. */
final class RaftTeller extends Narrator {
  private final Map<NodeId, Memory> memories = new TreeMap<>();
  private Runnable onProposal = () -> {};

  RaftTeller(List<NodeId> nodes) {
    nodes.forEach(node -> memories.put(node, new Memory()));
  }

  /** Called once, when a leader has put the first value into its log. */
  void onFirstProposal(Runnable act) {
    onProposal = act;
  }

  Memory memory(NodeId node) {
    return Optional.ofNullable(memories.get(node)).orElseThrow();
  }

  /** Of all that believe to lead, the one of the largest term. */
  Optional<NodeId> leader(Predicate<NodeId> among) {
    return memories.keySet().stream()
        .filter(among)
        .filter(node -> memory(node).role() == RoleKind.LEADER)
        .max(Comparator.comparingLong(node -> memory(node).term()));
  }

  @Override
  protected Words words(NodeId from, NodeId to, Item item) {
    return item.accept(new ItemWords(from, to));
  }

  private final class ItemWords implements Item.Handler<Words> {
    private final NodeId from;
    private final NodeId to;

    private ItemWords(NodeId from, NodeId to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public Words onRaft(RaftItem raft) {
      return raft.message().accept(new RaftWords(to, memory(from), memory(to)));
    }

    @Override
    public Words onRequest(ClientRequest request) {
      return words(request);
    }

    @Override
    public Words onReply(ClientReply reply) {
      return words(reply);
    }

    @Override
    public Words onPaxos(PaxosItem item) {
      throw new IllegalStateException("no part of the story of a group: " + item);
    }

    @Override
    public Words onRegister(RegisterItem item) {
      throw new IllegalStateException("no part of the story of a group: " + item);
    }
  }

  private static Words words(ClientRequest request) {
    String text = "you lead: write \"" + new String(request.command().sharedArray(), UTF_8) + "\"";
    return new Words(
        "ClientRequest", Words.shortened(text), text, request.toString(), Tone.PLAIN, Weight.NEWS);
  }

  private static Words words(ClientReply reply) {
    String text =
        reply
            .outcome()
            .match(
                committed -> "committed as entry " + committed.index(),
                rejected -> "rejected: " + rejected.text(),
                unknown -> "unknown: " + unknown.text());
    boolean good = reply.outcome() instanceof CarriedOutcome.Committed;
    return new Words(
        "ClientReply",
        Words.shortened(text),
        text,
        reply.toString(),
        good ? Tone.GOOD : Tone.BAD,
        Weight.NEWS);
  }

  @Override
  public void stepped(NodeId node, RaftInput input, List<Output> outputs) {
    for (Output output : outputs) {
      if (output instanceof Output.Persist persist) {
        persist.events().forEach(event -> persists(node, event));
      } else if (output instanceof Output.Apply apply) {
        apply.frames().forEach(frame -> applies(node, frame));
      } else if (output instanceof Output.RoleChanged change) {
        changes(node, change);
      } else if (output instanceof Output.ProposalAppended) {
        onProposal.run();
        onProposal = () -> {};
      }
    }
  }

  private void persists(NodeId node, LogEvent event) {
    Memory memory = memory(node);
    memory.persists(event);
    if (event instanceof LogEvent.VoteCast vote) {
      boolean itself = vote.candidate().equals(node);
      note(
          node,
          Tone.PLAIN,
          "votes for " + (itself ? "itself" : vote.candidate()) + " in term " + vote.term(),
          itself ? "" : "the first to ask in this term, with a log as long as its own or longer");
    } else if (event instanceof LogEvent.FrameAppended appended) {
      note(node, Tone.PLAIN, "persists " + RaftWords.of(appended.frame()), "");
    } else if (event instanceof LogEvent.SuffixTruncated truncated) {
      note(
          node,
          Tone.BAD,
          "drops its entries from " + truncated.fromIndex() + " on",
          "the leader has others there; they were never committed");
    }
  }

  private void applies(NodeId node, Frame frame) {
    Memory memory = memory(node);
    memory.applies(frame);
    String why =
        memory.role() == RoleKind.LEADER
            ? "a majority has it"
            : memory.leader().map(leader -> leader + " says that a majority has it").orElse("");
    note(node, Tone.GOOD, "commits " + RaftWords.of(frame), why);
  }

  private void changes(NodeId node, Output.RoleChanged change) {
    Memory memory = memory(node);
    boolean led = memory.role() == RoleKind.LEADER;
    boolean newTerm = memory.isNewTerm(change);
    memory.becomes(change);
    String what =
        switch (change.role()) {
          case LEADER -> "leads term " + change.term();
          case CANDIDATE -> newTerm ? "stands in term " + change.term() : "asks for pre-votes";
          case FOLLOWER ->
              led
                  ? "steps down, in term " + change.term()
                  : change
                      .leader()
                      .map(leader -> "follows " + leader + " in term " + change.term())
                      .orElse("waits in term " + change.term());
        };
    became(node, part(change.role()), what, change.why());
  }

  private static Part part(RoleKind role) {
    return switch (role) {
      case FOLLOWER -> Part.FOLLOWS;
      case CANDIDATE -> Part.STRIVES;
      case LEADER -> Part.LEADS;
    };
  }
}
