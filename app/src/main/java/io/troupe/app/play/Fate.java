package io.troupe.app.play;

import io.troupe.app.stage.Faults;
import io.troupe.app.stage.Stage;
import io.troupe.app.story.Scene.Blow;
import io.troupe.protocols.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets the faults of a script strike, once, and tells the narrator: a node crashes for good; the
 * network splits, and heals after a while.
 */
public final class Fate {
  private static final Duration UNTIL_STRIKE = Duration.ofMillis(1);
  private static final Duration UNTIL_HEALED = Duration.ofSeconds(2);

  private final Script script;
  private final Stage stage;
  private final Narrator narrator;
  private final Supplier<Optional<NodeId>> acting;
  private final Map<NodeId, Long> crashedNanos = new TreeMap<>();
  private boolean called;
  private boolean struck;
  private boolean split;
  private long healedNanos;

  /**
   * The fate of a play.
   *
   * @param acting who acts for all at the moment, for faults that are meant for whoever does
   */
  public Fate(Script script, Stage stage, Narrator narrator, Supplier<Optional<NodeId>> acting) {
    this.script = script;
    this.stage = stage;
    this.narrator = narrator;
    this.acting = acting;
  }

  /** It is time: the faults strike in a moment. Called again, it does nothing. */
  public void call() {
    if (!called) {
      called = true;
      stage.after(UNTIL_STRIKE, this::strike);
    }
  }

  private void strike() {
    Optional<NodeId> victim = doomed();
    struck = true;
    victim.ifPresent(this::crash);
    if (!script.faults().sides().isEmpty()) {
      split();
    }
  }

  private void crash(NodeId node) {
    stage.crash(node);
    crashedNanos.put(node, stage.nowNanos());
    narrator.struck(Blow.CRASH, List.of(node.value()), node + " crashes");
  }

  private void split() {
    Faults faults = script.faults();
    split = true;
    String sides =
        faults.sides().stream()
            .map(side -> side.stream().map(NodeId::value).sorted().collect(Collectors.joining(" ")))
            .collect(Collectors.joining(" | "));
    stage.split(faults.sides());
    narrator.struck(Blow.SPLIT, List.of(), "the network splits: " + sides);
    stage.after(UNTIL_HEALED, this::heal);
  }

  private void heal() {
    stage.heal();
    narrator.struck(Blow.HEAL, List.of(), "the network is whole again");
    split = false;
    healedNanos = stage.nowNanos();
  }

  public boolean isSplit() {
    return split;
  }

  /** When the network last healed, by the stage's clock; 0 if it never did. */
  public long healedNanos() {
    return healedNanos;
  }

  /** Those who have not crashed. */
  public Stream<NodeId> survivors() {
    return script.nodes().stream().filter(node -> !crashedNanos.containsKey(node));
  }

  /** The same in words. */
  public String left() {
    long left = survivors().count();
    String nodes = left == 1 ? "the node" : "all " + left + " nodes";
    return nodes + (crashedNanos.isEmpty() ? "" : left == 1 ? " that is left" : " that are left");
  }

  /** When it crashed, for a person; empty if it has not. */
  public Optional<String> crashed(NodeId node) {
    return Optional.ofNullable(crashedNanos.get(node))
        .map(nanos -> "crashed at %.0f ms".formatted(nanos / 1e6));
  }

  /** Whom a client may ask: not one that will be gone before it can answer. */
  public List<NodeId> able() {
    Optional<NodeId> doomed = doomed();
    List<NodeId> able = survivors().filter(node -> !doomed.equals(Optional.of(node))).toList();
    return able.isEmpty() ? script.nodes() : able;
  }

  /** Who will crash, as far as can be told now. */
  private Optional<NodeId> doomed() {
    return struck
        ? Optional.empty()
        : script.faults().crash().flatMap(victim -> victim.match(Optional::of, acting));
  }
}
