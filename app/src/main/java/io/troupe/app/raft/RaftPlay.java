package io.troupe.app.raft;

import io.troupe.actors.Codec;
import io.troupe.actors.Group;
import io.troupe.actors.Outcome;
import io.troupe.actors.ReplicatedGroup;
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
import io.troupe.protocols.raft.RoleKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Plays a script: the group elects a leader, a client proposes the values one after the other, each
 * at the next node. When the first value is in the leader's log, the faults strike; a split heals
 * after a while. It ends when every value has an outcome and all that is left is equal, or when
 * that does not happen.
 */
public final class RaftPlay {
  private static final Duration ELECTION_LONGEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration BETWEEN_VALUES = Duration.ofMillis(60);
  private static final Duration BEFORE_RETRY = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int ATTEMPTS_MAX = 10;

  private final Script script;
  private final RaftTeller teller;
  private final Stage stage;
  private final Map<NodeId, ValueList> logs = new TreeMap<>();
  private final Map<NodeId, Group<String, String, String>> groups = new TreeMap<>();
  private final List<Proposal> proposals = new ArrayList<>();
  private final Fate fate;
  private long answeredNanos;

  /** What became of a value, as far as its client knows. */
  private record Proposal(String value, NodeId node, String outcome) {
    List<String> row() {
      return List.of(value, node.value(), outcome);
    }
  }

  private RaftPlay(Script script) {
    this.script = script;
    this.teller = new RaftTeller(script.nodes());
    this.stage = new Stage(script.nodes(), script.seed(), script.faults().lossPercent(), teller);
    this.fate = new Fate(script, stage, teller, this::leader);
  }

  /** The story of a play. */
  public static Story of(Script script) {
    RaftPlay play = new RaftPlay(script);
    try (Stage stage = play.stage) {
      play.teller.tellBy(stage::nowNanos);
      play.teller.onFirstProposal(play.fate::call);
      script.nodes().forEach(play::start);
      stage.playUntil(play::isElected, ELECTION_LONGEST);
      play.propose(0, 1);
      stage.playUntil(play::isOver, LONGEST);
      return play.story();
    }
  }

  private void start(NodeId node) {
    ValueList log = new ValueList();
    logs.put(node, log);
    groups.put(
        node,
        Troupe.get(stage.system(node))
            .start(
                ReplicatedGroup.of(
                    Stage.GROUP, () -> log, Codec.utf8(), Codec.utf8(), Codec.utf8())));
  }

  private boolean isElected() {
    return leader().filter(node -> teller.memory(node).applied() > 0).isPresent();
  }

  private Optional<NodeId> leader() {
    return teller.leader(node -> !stage.isCrashed(node));
  }

  private void propose(int i, int attempt) {
    String value = script.values().get(i);
    List<NodeId> able = fate.able();
    NodeId node = able.get((i + attempt - 1) % able.size());
    String again = attempt == 1 ? "" : ", for the " + attempt + ". time";
    teller.asked(node, "write", "write \"" + value + "\"", again);
    Optional.ofNullable(groups.get(node))
        .orElseThrow()
        .write(value)
        .thenAccept(outcome -> answered(i, attempt, node, outcome));
  }

  private void answered(int i, int attempt, NodeId node, Outcome<String> outcome) {
    String text =
        outcome.match(
            committed -> "committed as entry " + committed.reply(),
            rejected -> "rejected: " + rejected.message(),
            unknown -> "unknown: " + unknown.message());
    teller.answered(node, text, outcome instanceof Outcome.Committed ? Tone.GOOD : Tone.BAD);
    answeredNanos = stage.nowNanos();
    if (outcome instanceof Outcome.Rejected && attempt < ATTEMPTS_MAX) {
      // Nothing has happened, so it can be asked again; after Unknown it must not be.
      stage.after(BEFORE_RETRY, () -> propose(i, attempt + 1));
      return;
    }
    proposals.add(new Proposal(script.values().get(i), node, text));
    if (i + 1 < script.values().size()) {
      stage.after(BETWEEN_VALUES, () -> propose(i + 1, 1));
    }
  }

  private boolean isOver() {
    if (fate.isSplit() || proposals.size() < script.values().size()) {
      return false;
    }
    long quiet = stage.nowNanos() - Math.max(answeredNanos, fate.healedNanos());
    boolean equal = fate.survivors().map(this::values).distinct().count() == 1;
    return equal ? quiet >= REST.toNanos() : quiet >= PATIENCE.toNanos();
  }

  private List<String> values(NodeId node) {
    return Optional.ofNullable(logs.get(node)).orElseThrow().values();
  }

  private boolean isMissing(String value, NodeId node) {
    return Collections.frequency(values(node), value)
        < Collections.frequency(script.values(), value);
  }

  private Story story() {
    List<String> missing =
        script.values().stream()
            .distinct()
            .filter(value -> fate.survivors().anyMatch(node -> isMissing(value, node)))
            .toList();
    return new Story(
        "Raft: %d nodes agree on %d %s"
            .formatted(
                script.nodes().size(),
                script.values().size(),
                script.values().size() == 1 ? "value" : "values"),
        script.command(),
        "Real roles on real actors, through the wire format, in one thread; clock, network and"
            + " journals are played. Seed "
            + script.seed()
            + " tells the same story again.",
        Stream.concat(Stream.of(Narrator.CLIENT), script.nodes().stream().map(NodeId::value))
            .toList(),
        Map.of(Part.FOLLOWS, "follower", Part.STRIVES, "candidate", Part.LEADS, "leader"),
        teller.scenes(),
        List.of(proposalTable(), nodeTable()),
        missing.isEmpty(),
        missing.isEmpty()
            ? "%s on %s."
                .formatted(
                    script.values().size() == 1
                        ? "The value is committed"
                        : "All %d values are committed".formatted(script.values().size()),
                    fate.left())
            : "Not committed on %s: %s.".formatted(fate.left(), String.join(", ", missing)));
  }

  private Table proposalTable() {
    return new Table(
        "Values",
        List.of("value", "asked at", "outcome for the client"),
        IntStream.range(0, script.values().size())
            .mapToObj(
                i ->
                    i < proposals.size()
                        ? proposals.get(i).row()
                        : List.of(script.values().get(i), "", "no answer until the end"))
            .toList());
  }

  private Table nodeTable() {
    return new Table(
        "Nodes at the end",
        List.of("node", "role", "term", "committed values"),
        script.nodes().stream()
            .map(
                node ->
                    List.of(
                        node.value(),
                        role(node),
                        Long.toString(teller.memory(node).term()),
                        String.join(" ", values(node))))
            .toList());
  }

  private String role(NodeId node) {
    return fate.crashed(node)
        .orElseGet(
            () ->
                teller.memory(node).role() == RoleKind.LEADER
                    ? "leads"
                    : teller
                        .memory(node)
                        .leader()
                        .map(leader -> "follows " + leader)
                        .orElse("waits"));
  }
}
