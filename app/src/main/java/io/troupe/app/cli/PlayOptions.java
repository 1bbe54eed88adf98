package io.troupe.app.cli;

import io.troupe.app.stage.Faults;
import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who plays what, and what goes wrong, checked. Each message names the argument and the fix. */
final class PlayOptions {
  private static final int VALUES_MAX = 50;
  private static final int NODES_MAX = 9;
  private static final int LOSS_PERCENT_MAX = 90;
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})\\s*%?");

  @Parameters(
      paramLabel = "VALUE",
      arity = "0..*",
      description = "What is proposed; 1 to " + VALUES_MAX + " values.")
  private List<String> values = new ArrayList<>();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "How many nodes, 1 to " + NODES_MAX + ", called n1, n2, ... Default: ${DEFAULT-VALUE}.")
  private int size;

  @Option(
      names = "--loss",
      paramLabel = "P%",
      defaultValue = "0%",
      description = "How many of the messages between nodes are lost. Default: ${DEFAULT-VALUE}.")
  private String loss = "";

  @Option(
      names = "--crash",
      paramLabel = "NODE",
      description =
          "A node that crashes: 3, n3, or whoever acts then: leader (raft), proposer (paxos).")
  private Optional<String> crash = Optional.empty();

  @Option(
      names = "--partition",
      paramLabel = "SIDES",
      description =
          "The network splits for two seconds, e.g. 1,2/3,4,5; every node is on one side.")
  private Optional<String> partition = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Another seed, another story. Default: ${DEFAULT-VALUE}.")
  private long seed;

  long seed() {
    return seed;
  }

  /**
   * What is proposed.
   *
   * @param command that proposes it
   */
  List<String> values(String command) throws CommandFailure {
    if (values.isEmpty() || values.size() > VALUES_MAX) {
      throw wrong(
          "%d VALUEs: name 1 to %d, as in %s x y".formatted(values.size(), VALUES_MAX, command));
    }
    return values;
  }

  List<NodeId> nodes() throws CommandFailure {
    if (size < 1 || size > NODES_MAX) {
      throw wrong("--nodes " + size + ": use 1 to " + NODES_MAX);
    }
    return IntStream.rangeClosed(1, size).mapToObj(i -> new NodeId("n" + i)).toList();
  }

  /**
   * What goes wrong.
   *
   * @param acting what the protocol calls whoever acts for all
   */
  Faults faults(String acting) throws CommandFailure {
    return new Faults(lossPercent(), victim(acting), sides());
  }

  /** The arguments that give the same play. */
  String again() {
    StringBuilder options = new StringBuilder(Quoted.arguments(values) + " --nodes " + size);
    if (!loss.startsWith("0")) {
      options.append(" --loss ").append(loss);
    }
    crash.ifPresent(node -> options.append(" --crash ").append(node));
    partition.ifPresent(sides -> options.append(" --partition ").append(sides));
    return options.append(" --seed ").append(seed).toString();
  }

  private int lossPercent() throws CommandFailure {
    Matcher percent = PERCENT.matcher(loss);
    if (!percent.matches() || Integer.parseInt(percent.group(1)) > LOSS_PERCENT_MAX) {
      throw wrong("--loss " + loss + ": use 0% to " + LOSS_PERCENT_MAX + "%");
    }
    return Integer.parseInt(percent.group(1));
  }

  private Optional<Faults.Victim> victim(String acting) throws CommandFailure {
    if (crash.isEmpty()) {
      return Optional.empty();
    } else if (crash.get().equals(acting)) {
      return Optional.of(new Faults.Victim.Acting());
    }
    return Optional.of(new Faults.Victim.Named(node("--crash", crash.get(), ", or " + acting)));
  }

  private List<Set<NodeId>> sides() throws CommandFailure {
    List<Set<NodeId>> sides = new ArrayList<>();
    if (partition.isEmpty()) {
      return sides;
    }
    String argument = "--partition " + partition.get();
    Set<NodeId> named = new LinkedHashSet<>();
    for (String side : partition.get().split("/", -1)) {
      Set<NodeId> members = new LinkedHashSet<>();
      for (String name : side.split(",", -1)) {
        NodeId node = node(argument, name.strip(), "");
        if (!named.add(node)) {
          throw wrong(argument + ": " + node + " is there twice; put it on one side");
        }
        members.add(node);
      }
      sides.add(members);
    }
    List<NodeId> forgotten = nodes().stream().filter(node -> !named.contains(node)).toList();
    if (!forgotten.isEmpty()) {
      throw wrong(argument + ": " + forgotten + " on no side; put every node on one");
    } else if (sides.size() < 2) {
      throw wrong(argument + ": one side is no split; separate sides by /, as in 1,2/3,4,5");
    }
    return sides;
  }

  private NodeId node(String argument, String name, String orElse) throws CommandFailure {
    return nodes().stream()
        .filter(node -> Arrays.asList(node.value(), node.value().substring(1)).contains(name))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "%s: there is no node \"%s\"; nodes are 1 to %d%s"
                        .formatted(argument, name, size, orElse)));
  }

  private static CommandFailure wrong(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }
}
