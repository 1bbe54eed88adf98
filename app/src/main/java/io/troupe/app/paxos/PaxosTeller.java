package io.troupe.app.paxos;

import io.troupe.actors.wire.Item;
import io.troupe.actors.wire.PaxosItem;
import io.troupe.app.play.Narrator;
import io.troupe.app.story.Scene.Part;
import io.troupe.app.story.Scene.Tone;
import io.troupe.app.story.Words;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Watches the roles of a synod, and tells what they say and do. */
final class PaxosTeller extends Narrator {
  private final Map<NodeId, Memory> memories = new TreeMap<>();
  private Runnable onAcceptance = () -> {};

  PaxosTeller(List<NodeId> nodes) {
    nodes.forEach(node -> memories.put(node, new Memory()));
  }

  /** Called whenever an acceptor has accepted something. */
  void onAcceptance(Runnable act) {
    onAcceptance = act;
  }

  Memory memory(NodeId node) {
    return Optional.ofNullable(memories.get(node)).orElseThrow();
  }

  /** Whose proposer waits for its proposal to be accepted. */
  Optional<NodeId> proposing() {
    return memories.keySet().stream()
        .filter(node -> memory(node).phase() == Phase.ACCEPTING)
        .findFirst();
  }

  @Override
  protected Words words(NodeId from, NodeId to, Item item) {
    if (item instanceof PaxosItem paxos) {
      return PaxosWords.of(paxos.message(), from, to, memory(from), memory(to));
    }
    throw new IllegalStateException("no part of the story of a synod: " + item);
  }

  @Override
  public void stepped(NodeId node, PaxosRole role, PaxosInput input, List<PaxosOutput> outputs) {
    if (role == PaxosRole.PROPOSER) {
      memory(node).proposerTakes(input);
    }
    if (input instanceof PaxosInput.Received received) {
      memory(node).hears(received.from(), received.message());
    }
    Deeds deeds = new Deeds(node, role, input);
    outputs.forEach(output -> output.accept(deeds));
  }

  /** What comes of one input. What a role says to others is told when the network has it. */
  private final class Deeds implements PaxosOutput.Handler, PaxosEvent.Handler {
    private final NodeId node;
    private final PaxosRole role;
    private final PaxosInput input;
    private final Memory memory;

    private Deeds(NodeId node, PaxosRole role, PaxosInput input) {
      this.node = node;
      this.role = role;
      this.input = input;
      this.memory = memory(node);
    }

    @Override
    public void onPersist(PaxosOutput.Persist output) {
      for (PaxosEvent event : output.events()) {
        event.accept(this);
        memory.persists(event);
      }
    }

    @Override
    public void onPromised(PaxosEvent.Promised event) {
      Ballot promised = memory.journal().acceptor().promised();
      note(
          node,
          Tone.PLAIN,
          "promises " + PaxosWords.of(event.ballot()),
          promised.equals(Ballot.NONE)
              ? "it has promised nothing yet"
              : "above " + PaxosWords.of(promised) + ", which it has promised");
    }

    @Override
    public void onAccepted(PaxosEvent.Accepted event) {
      note(
          node,
          Tone.PLAIN,
          "accepts " + PaxosWords.of(event.proposal()),
          "it has promised "
              + PaxosWords.of(memory.journal().acceptor().promised())
              + ", nothing above");
      onAcceptance.run();
    }

    @Override
    public void onRoundsReserved(PaxosEvent.RoundsReserved event) {
      note(
          node,
          Tone.PLAIN,
          "reserves round " + event.upTo(),
          "durable before it is used, so no later life uses it again");
    }

    /** What a node says to itself does not cross the network, so it is told here if it matters. */
    @Override
    public void onSend(PaxosOutput.Send output) {
      if (output.to().equals(node) && output.message() instanceof PaxosMessage.Rejected rejected) {
        note(
            node,
            Tone.BAD,
            "rejects its own " + PaxosWords.of(rejected.ballot()),
            "it has promised " + PaxosWords.of(rejected.promised()));
      }
    }

    @Override
    public void onDecided(PaxosOutput.Decided output) {
      if (role == PaxosRole.LEARNER) {
        Bytes value = output.chosen().value();
        memory.learns(value);
        note(node, Tone.GOOD, "learns " + PaxosWords.of(value), source(output));
      }
    }

    private String source(PaxosOutput.Decided output) {
      return input instanceof PaxosInput.Received received
              && received.message() instanceof PaxosMessage.Chosen
          ? received.from() + " says so"
          : "a quorum has accepted " + PaxosWords.of(output.chosen().ballot());
    }

    @Override
    public void onPhaseChanged(PaxosOutput.PhaseChanged change) {
      boolean idle = memory.phase() == Phase.IDLE;
      memory.proposerEnters(change);
      String ballot = PaxosWords.of(change.ballot());
      switch (change.phase()) {
        case PREPARING -> became(node, Part.STRIVES, "prepares " + ballot, change.why());
        case ACCEPTING -> becomesProposing(ballot);
        case BACKING_OFF -> became(node, Part.FOLLOWS, "backs off", readable(change));
        case DECIDED -> {
          if (!idle) {
            became(node, Part.FOLLOWS, "is done", change.why());
          }
        }
        case EXHAUSTED -> became(node, Part.FOLLOWS, "gives up", change.why());
        case IDLE -> {}
      }
    }

    /** Told by the change of phase. */
    @Override
    public void onExhausted(PaxosOutput.Exhausted output) {}

    private void becomesProposing(String ballot) {
      Bytes value = memory.found().map(it -> it.value()).or(memory::wanted).orElseThrow();
      String why =
          memory
              .found()
              .map(it -> "it must go on with " + PaxosWords.of(it) + ", the highest they know")
              .orElse("they have accepted nothing, so it is free to propose its own");
      became(
          node,
          Part.LEADS,
          "proposes " + PaxosWords.of(value) + " under " + ballot,
          memory.promises() + " promised; " + why);
    }

    /** With ballots as they are told here. */
    private String readable(PaxosOutput.PhaseChanged change) {
      return change.why().replaceAll("#\\d+", "");
    }
  }
}
