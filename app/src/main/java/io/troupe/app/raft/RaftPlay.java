package io.troupe.app.raft;

import io.troupe.actors.Codec;
import io.troupe.actors.Group;
import io.troupe.actors.Outcome;
import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.Troupe;
import io.troupe.app.stage.Faults;
import io.troupe.app.stage.Stage;
import io.troupe.app.story.Scene.Blow;
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
import java.util.stream.Collectors;
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
  private static final Duration UNTIL_STRIKE = Duration.ofMillis(1);
  private static final Duration UNTIL_HEALED = Duration.ofSeconds(2);
  private static final Duration BETWEEN_VALUES = Duration.ofMillis(60);
  private static final Duration BEFORE_RETRY = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int ATTEMPTS_MAX = 10;

  private final RaftScript script;
  private final RaftTeller teller;
  private final Stage stage;
  private final Map<NodeId, ValueList> logs = new TreeMap<>();
  private final Map<NodeId, Group<String, String, String>> groups = new TreeMap<>();
  private final List<Proposal> proposals = new ArrayList<>();
  private final Map<NodeId, Long> crashedNanos = new TreeMap<>();
  private boolean struck;
  private boolean split;
  private long lastNewsNanos;

  /** What became of a value, as far as its client knows. */
  private record Proposal(String value, NodeId node, String outcome) {
    List<String> row() {
      return List.of(value, node.value(), outcome);
    }
  }

  private RaftPlay(RaftScript script) {
    this.script = script;
    this.teller = new RaftTeller(script.nodes());
    this.stage = new Stage(script.nodes(), script.seed(), script.faults().lossPercent(), teller);
  }

  /** The story of a play. */
  public static Story of(RaftScript script) {
    RaftPlay play = new RaftPlay(script);
    try (Stage stage = play.stage) {
      play.teller.tellBy(stage::nowNanos);
      play.teller.onFirstProposal(() -> stage.after(UNTIL_STRIKE, play::strike));
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
    List<NodeId> able = able();
    NodeId node = able.get((i + attempt - 1) % able.size());
    teller.asked(node, value, attempt);
    Optional.ofNullable(groups.get(node))
        .orElseThrow()
        .write(value)
        .thenAccept(outcome -> answered(i, attempt, node, outcome));
  }

  /** Whom a client may ask: not one that will be gone before it can answer. */
  private List<NodeId> able() {
    Optional<NodeId> doomed = doomed();
    List<NodeId> able = survivors().filter(node -> !doomed.equals(Optional.of(node))).toList();
    return able.isEmpty() ? script.nodes() : able;
  }

  /** Who will crash, as far as can be told now. */
  private Optional<NodeId> doomed() {
    return struck
        ? Optional.empty()
        : script.faults().crash().flatMap(victim -> victim.match(Optional::of, this::leader));
  }

  private void answered(int i, int attempt, NodeId node, Outcome<String> outcome) {
    String text =
        outcome.match(
            committed -> "committed as entry " + committed.reply(),
            rejected -> "rejected: " + rejected.message(),
            unknown -> "unknown: " + unknown.message());
    teller.answered(node, text, outcome instanceof Outcome.Committed ? Tone.GOOD : Tone.BAD);
    lastNewsNanos = stage.nowNanos();
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

  private void strike() {
    Faults faults = script.faults();
    Optional<NodeId> victim = doomed();
    struck = true;
    victim.ifPresent(this::crash);
    if (faults.sides().isEmpty()) {
      return;
    }
    split = true;
    String sides =
        faults.sides().stream()
            .map(side -> side.stream().map(NodeId::value).sorted().collect(Collectors.joining(" ")))
            .collect(Collectors.joining(" | "));
    stage.split(faults.sides());
    teller.struck(Blow.SPLIT, List.of(), "the network splits: " + sides);
    stage.after(
        UNTIL_HEALED,
        () -> {
          stage.heal();
          teller.struck(Blow.HEAL, List.of(), "the network is whole again");
          split = false;
          lastNewsNanos = stage.nowNanos();
        });
  }

  private void crash(NodeId node) {
    stage.crash(node);
    crashedNanos.put(node, stage.nowNanos());
    teller.struck(Blow.CRASH, List.of(node.value()), node + " crashes");
  }

  private boolean isOver() {
    if (split || proposals.size() < script.values().size()) {
      return false;
    }
    long quiet = stage.nowNanos() - lastNewsNanos;
    boolean equal = survivors().map(this::values).distinct().count() == 1;
    return equal ? quiet >= REST.toNanos() : quiet >= PATIENCE.toNanos();
  }

  private Stream<NodeId> survivors() {
    return script.nodes().stream().filter(node -> !stage.isCrashed(node));
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
            .filter(value -> survivors().anyMatch(node -> isMissing(value, node)))
            .toList();
    long survivors = survivors().count();
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
        Stream.concat(Stream.of(RaftTeller.CLIENT), script.nodes().stream().map(NodeId::value))
            .toList(),
        teller.scenes(),
        List.of(proposalTable(), nodeTable()),
        missing.isEmpty(),
        missing.isEmpty()
            ? "%s on all %d nodes that are left."
                .formatted(
                    script.values().size() == 1
                        ? "The value is committed"
                        : "All %d values are committed".formatted(script.values().size()),
                    survivors)
            : "Not committed on all %d nodes that are left: %s."
                .formatted(survivors, String.join(", ", missing)));
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
    return Optional.ofNullable(crashedNanos.get(node))
        .map(nanos -> "crashed at %.0f ms".formatted(nanos / 1e6))
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
