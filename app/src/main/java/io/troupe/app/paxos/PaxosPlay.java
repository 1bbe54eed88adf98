package io.troupe.app.paxos;

import io.troupe.actors.Codec;
import io.troupe.actors.Decision;
import io.troupe.actors.Synod;
import io.troupe.actors.SynodSpec;
import io.troupe.actors.Troupe;
import io.troupe.app.play.Fate;
import io.troupe.app.play.Narrator;
import io.troupe.app.play.Script;
import io.troupe.app.stage.Stage;
import io.troupe.app.story.Scene.Part;
import io.troupe.app.story.Scene.Tone;
import io.troupe.app.story.Story;
import io.troupe.app.story.Table;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.AcceptorState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plays a script: clients propose values, each at another node, one after the other or all at once.
 * When the first acceptor has accepted something, the faults strike; a split heals after a while.
 * It ends when every client has an answer and all that is left have learned what is chosen, or when
 * that does not happen.
 */
public final class PaxosPlay {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration BETWEEN_VALUES = Duration.ofMillis(60);
  private static final Duration WITHOUT_ANSWER = Duration.ofMillis(500);
  private static final Duration REST = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Script script;
  private final PaxosTeller teller;
  private final Stage stage;
  private final Fate fate;
  private final Map<NodeId, Synod<String>> synods = new TreeMap<>();
  private final List<Asked> asked = new ArrayList<>();
  private long answeredNanos;

  /** A client that has proposed a value at a node. */
  private static final class Asked {
    private final String value;
    private final NodeId node;
    private Optional<String> answer = Optional.empty();

    private Asked(String value, NodeId node) {
      this.value = value;
      this.node = node;
    }
  }

  private PaxosPlay(Script script) {
    this.script = script;
    this.teller = new PaxosTeller(script.nodes());
    this.stage = new Stage(script.nodes(), script.seed(), script.faults().lossPercent(), teller);
    this.fate =
        new Fate(
            script,
            stage,
            teller,
            () -> teller.proposing().or(() -> asked.stream().map(it -> it.node).findFirst()));
  }

  /**
   * The story of a play.
   *
   * @param duel whether the values are proposed all at once
   */
  public static Story of(Script script, boolean duel) {
    PaxosPlay play = new PaxosPlay(script);
    try (Stage stage = play.stage) {
      play.teller.tellBy(stage::nowNanos);
      play.teller.onAcceptance(play.fate::call);
      script.nodes().forEach(play::join);
      if (duel) {
        script.values().forEach(value -> play.propose());
      } else {
        play.proposeNext(0);
      }
      stage.playUntil(play::isOver, LONGEST);
      return play.story(duel);
    }
  }

  private void join(NodeId node) {
    synods.put(node, Troupe.get(stage.system(node)).synod(SynodSpec.of(Stage.SYNOD, Codec.utf8())));
  }

  /** Unless it was proposed already. */
  private void proposeNext(int i) {
    if (asked.size() == i && i < script.values().size() && fate.survivors().findAny().isPresent()) {
      propose();
      stage.after(WITHOUT_ANSWER, () -> proposeNext(i + 1));
    }
  }

  private void propose() {
    int i = asked.size();
    NodeId node = place(i);
    Asked client = new Asked(script.values().get(i), node);
    asked.add(client);
    teller.asked(node, "propose", "propose \"" + client.value + "\"", "");
    Optional.ofNullable(synods.get(node))
        .orElseThrow()
        .propose(client.value)
        .thenAccept(
            decision -> {
              answered(client, decision);
              stage.after(BETWEEN_VALUES, () -> proposeNext(i + 1));
            });
  }

  /** The first, the last, the second, the last but one ...: so that both sides of a split ask. */
  private NodeId place(int i) {
    List<NodeId> able = fate.survivors().toList();
    int turn = i % able.size();
    return able.get(turn % 2 == 0 ? turn / 2 : able.size() - 1 - turn / 2);
  }

  private void answered(Asked client, Decision<String> decision) {
    String text =
        decision.match(
            chosen ->
                "chosen is \""
                    + chosen.value()
                    + (chosen.value().equals(client.value) ? "\"" : "\", not yours"),
            rejected -> "rejected: " + rejected.message(),
            unknown -> "unknown: " + unknown.message());
    teller.answered(client.node, text, decision instanceof Decision.Chosen ? Tone.GOOD : Tone.BAD);
    client.answer = Optional.of(text);
    answeredNanos = stage.nowNanos();
  }

  private boolean isOver() {
    boolean waits = asked.stream().anyMatch(it -> it.answer.isEmpty() && !isCrashed(it.node));
    boolean more = asked.size() < script.values().size() && fate.survivors().findAny().isPresent();
    if (fate.isSplit() || waits || more) {
      return false;
    }
    long quiet = stage.nowNanos() - Math.max(answeredNanos, fate.healedNanos());
    return quiet >= (ignorant().isEmpty() ? REST : PATIENCE).toNanos();
  }

  private boolean isCrashed(NodeId node) {
    return fate.crashed(node).isPresent();
  }

  /** Those left who do not know what is chosen. */
  private List<NodeId> ignorant() {
    return fate.survivors().filter(node -> learned(node).isEmpty()).toList();
  }

  private Optional<String> learned(NodeId node) {
    return teller.memory(node).learned().map(PaxosWords::of);
  }

  private Story story(boolean duel) {
    List<String> chosen =
        script.nodes().stream().flatMap(it -> learned(it).stream()).distinct().toList();
    boolean good =
        chosen.size() == 1 && ignorant().isEmpty() && fate.survivors().findAny().isPresent();
    return new Story(
        "Paxos: %d nodes %s"
            .formatted(
                script.nodes().size(),
                duel
                    ? "and %d proposers in a duel".formatted(script.values().size())
                    : "choose a value"),
        script.command(),
        "Real roles on real actors, through the wire format, in one thread; clock, network and"
            + " journals are played. Every node proposes, accepts and learns; 2.n1 is the ballot of"
            + " n1 in round 2. Seed "
            + script.seed()
            + " tells the same story again.",
        Stream.concat(Stream.of(Narrator.CLIENT), script.nodes().stream().map(NodeId::value))
            .toList(),
        Map.of(
            Part.FOLLOWS,
            "accepts and learns only",
            Part.STRIVES,
            "prepares (phase 1)",
            Part.LEADS,
            "proposes (phase 2)"),
        teller.scenes(),
        List.of(clients(), nodes()),
        good,
        verdict(chosen));
  }

  private String verdict(List<String> chosen) {
    if (chosen.size() > 1) {
      return "More than one value was learned, which must never be: " + String.join(", ", chosen);
    } else if (chosen.isEmpty()) {
      return "Nobody has learned of a chosen value.";
    } else if (fate.survivors().findAny().isEmpty()) {
      return chosen.get(0) + " is chosen, but no node is left.";
    }
    String ignorant = ignorant().stream().map(NodeId::value).collect(Collectors.joining(", "));
    return ignorant.isEmpty()
        ? chosen.get(0) + " is chosen, and learned by " + fate.left() + "."
        : chosen.get(0) + " is chosen, but not learned by " + ignorant + ".";
  }

  private Table clients() {
    return new Table(
        "Proposals",
        List.of("value", "proposed at", "answer to the client"),
        asked.stream()
            .map(it -> List.of(it.value, it.node.value(), it.answer.orElse("none until the end")))
            .toList());
  }

  private Table nodes() {
    return new Table(
        "Nodes at the end",
        List.of("node", "promised", "accepted", "learned", "state"),
        script.nodes().stream()
            .map(
                node -> {
                  AcceptorState<?> acceptor = teller.memory(node).journal().acceptor();
                  return List.of(
                      node.value(),
                      PaxosWords.of(acceptor.promised()),
                      accepted(node),
                      learned(node).orElse("nothing"),
                      fate.crashed(node).orElse("runs"));
                })
            .toList());
  }

  private String accepted(NodeId node) {
    return teller
        .memory(node)
        .journal()
        .acceptor()
        .lastAccepted()
        .proposal()
        .map(PaxosWords::of)
        .orElse("nothing");
  }
}
