package io.troupe.app.cli;

import io.troupe.app.ring.RingQuestion;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.HashRing;
import io.troupe.protocols.ring.KeySpace;
import io.troupe.protocols.ring.Member;
import io.troupe.protocols.ring.Rack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code ./troupe ring} is asked, checked. Each message names the argument and the fix. */
final class RingArguments {
  /** More cannot be told apart in a picture, and take long to plan. */
  private static final int NODES_MAX = 200;

  private static final int VIRTUAL_NODES_MAX = 4096;

  @Parameters(
      paramLabel = "NODE",
      arity = "0..*",
      description = "The nodes, at least one: letters, digits, '.', '_' and '-'.")
  private List<String> nodes = new ArrayList<>();

  @Option(
      names = "--weights",
      paramLabel = "NODE=N",
      split = ",",
      description = "Capacity of nodes, 1 to 100; 1 for those that are not named.")
  private Map<String, String> weights = new LinkedHashMap<>();

  @Option(
      names = "--racks",
      paramLabel = "NODE=RACK",
      split = ",",
      description = "What fails together; replicas are spread over racks.")
  private Map<String, String> racks = new LinkedHashMap<>();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      arity = "1..*",
      description = "Keys to look up; all words up to the next option.")
  private List<String> keys = new ArrayList<>();

  @Option(names = "--join", paramLabel = "NODE", description = "A node that joins.")
  private Optional<String> join = Optional.empty();

  @Option(names = "--leave", paramLabel = "NODE", description = "One of the nodes that leaves.")
  private Optional<String> leave = Optional.empty();

  @Option(
      names = "--shards",
      paramLabel = "P",
      defaultValue = "1021",
      description = "Shards in the table, a prime. Default: ${DEFAULT-VALUE}.")
  private int shards;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "3",
      description = "Nodes that hold each key. Default: ${DEFAULT-VALUE}.")
  private int replicas;

  @Option(
      names = "--virtual-nodes",
      paramLabel = "N",
      defaultValue = "" + HashRing.VIRTUAL_NODES,
      description = {
        "Places on the ring for each unit of weight; try 1 or 8. Default: ${DEFAULT-VALUE}.",
        "The table is always seeded with " + HashRing.VIRTUAL_NODES + "."
      })
  private int virtualNodes;

  RingQuestion question() throws CommandFailure {
    if (nodes.isEmpty()) {
      throw wrong("no NODE is named: name them first, as in ./troupe ring a b c --key user:1");
    }
    checkNamed("--weights", weights);
    checkNamed("--racks", racks);
    List<Member> before = members();
    List<Member> after = after(before);
    checkReplicas(before.size(), after.size());
    if (virtualNodes < 1 || virtualNodes > VIRTUAL_NODES_MAX) {
      throw wrong("--virtual-nodes " + virtualNodes + ": use 1 to " + VIRTUAL_NODES_MAX);
    }
    return new RingQuestion(
        before,
        after,
        change(),
        keys,
        checked("--shards " + shards, () -> KeySpace.of(shards)),
        replicas,
        virtualNodes);
  }

  private List<Member> members() throws CommandFailure {
    List<Member> members = new ArrayList<>();
    for (String node : nodes) {
      Member member = member("NODE " + node, node);
      if (members.stream().anyMatch(other -> other.node().equals(member.node()))) {
        throw wrong("NODE " + node + ": named twice; name each node once");
      }
      members.add(member);
    }
    if (members.size() > NODES_MAX) {
      throw wrong(members.size() + " nodes: name at most " + NODES_MAX);
    }
    members.sort(Comparator.comparing(Member::node));
    return members;
  }

  private Member member(String argument, String node) throws CommandFailure {
    NodeId id = checked(argument, () -> new NodeId(node));
    String weight = weights.getOrDefault(node, "1");
    Optional<String> rack = Optional.ofNullable(racks.get(node));
    Rack named =
        rack.isPresent()
            ? checked("--racks " + node + "=" + rack.get(), () -> new Rack(rack.get()))
            : Rack.UNNAMED;
    return checked(
        "--weights " + node + "=" + weight, () -> new Member(id, wholeNumber(weight), named));
  }

  private static int wholeNumber(String weight) {
    try {
      return Integer.parseInt(weight);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("use a whole number from 1 to " + Member.WEIGHT_MAX, e);
    }
  }

  private List<Member> after(List<Member> before) throws CommandFailure {
    List<Member> after = new ArrayList<>(before);
    if (leave.isPresent()) {
      String node = leave.get();
      if (!after.removeIf(member -> member.node().value().equals(node))) {
        throw wrong("--leave " + node + ": no such node; name one of " + String.join(", ", nodes));
      }
    }
    if (join.isPresent()) {
      String node = join.get();
      Member joining = member("--join " + node, node);
      if (before.stream().anyMatch(member -> member.node().equals(joining.node()))) {
        throw wrong("--join " + node + ": it is there already; name a new node");
      }
      after.add(joining);
    }
    after.sort(Comparator.comparing(Member::node));
    return after;
  }

  private void checkReplicas(int before, int after) throws CommandFailure {
    int members = Math.min(before, after);
    if (replicas < 1) {
      throw wrong("--replicas " + replicas + ": use at least 1");
    }
    if (replicas > members) {
      throw wrong(
          "--replicas %d: there %s only %d %s%s; name more nodes, or use --replicas %d"
              .formatted(
                  replicas,
                  members == 1 ? "is" : "are",
                  members,
                  members == 1 ? "node" : "nodes",
                  after < before ? " after --leave " + leave.orElse("") : "",
                  Math.max(1, members)));
    }
  }

  private void checkNamed(String option, Map<String, String> values) throws CommandFailure {
    for (String node : values.keySet()) {
      if (Stream.concat(nodes.stream(), join.stream()).noneMatch(node::equals)) {
        throw wrong(
            option
                + " "
                + node
                + "=...: no such node; use one of "
                + String.join(", ", nodes)
                + ", or add it to the nodes");
      }
    }
  }

  private String change() {
    String joins = join.map(node -> node + " joins").orElse("");
    String leaves = leave.map(node -> node + " leaves").orElse("");
    return joins + (joins.isEmpty() || leaves.isEmpty() ? "" : ", ") + leaves;
  }

  private static <T> T checked(String argument, Supplier<T> value) throws CommandFailure {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw wrong(argument + ": " + e.getMessage());
    }
  }

  private static CommandFailure wrong(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }
}
