package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.NodeId;
import io.troupe.testkit.simulation.InvariantViolation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tries all that can happen to a group of three within a few events: every message in flight may
 * arrive next, in any order or never, every node may time out, a client may propose, and a node may
 * die of any of these before it has synced what it wrote. Each sequence runs from scratch; orders
 * of events that no node can tell apart are tried once.
 *
 * <p>The exhaustive counterpart of the random runs: small, but nothing is left to chance.
 */
public final class Exploration {
  /** Where it begins. */
  public enum Start {
    /** Nobody has done anything, but that n1, which might be any of them, misses a leader. */
    COLD {
      @Override
      void prepare(ExploredGroup group) {
        group.take(new Choice.TimeOut(new NodeId("n1"), false));
      }
    },
    /** n1 leads, n2 has voted for it and holds its first entry; n3 has heard nothing. */
    LED {
      @Override
      void prepare(ExploredGroup group) {
        NodeId first = new NodeId("n1");
        NodeId last = new NodeId("n3");
        group.take(new Choice.TimeOut(first, false));
        List<Choice> between = List.of(new Choice.TimeOut(first, false));
        while (!between.isEmpty()) {
          between =
              group.choices(0, 0).stream()
                  .filter(
                      choice ->
                          choice instanceof Choice.Deliver deliver
                              && !deliver.node().equals(last)
                              && !deliver.from().equals(last))
                  .toList();
          between.stream().limit(1).forEach(group::take);
        }
        group.loseAllMessages();
      }
    };

    abstract void prepare(ExploredGroup group);
  }

  /**
   * How far to go.
   *
   * @param maxEvents events after the start
   * @param maxCrashes of them, crashes
   * @param maxProposals of them, proposals
   * @param maxRuns sequences to run in all
   */
  public record Limits(int maxEvents, int maxCrashes, int maxProposals, long maxRuns) {}

  /**
   * What was done without finding anything.
   *
   * @param runs sequences run
   * @param states that are different for somebody
   * @param complete whether that is all there is within the limits
   */
  public record Result(long runs, long states, boolean complete) {}

  private final Subject subject;
  private final Start start;
  private final Limits limits;
  private final Set<Long> seen = new HashSet<>();
  private long runs;

  private Exploration(Subject subject, Start start, Limits limits) {
    this.subject = subject;
    this.start = start;
    this.limits = limits;
  }

  /**
   * Tries all, the shortest sequences first.
   *
   * @throws InvariantViolation with the events that lead to it
   */
  public static Result explore(Subject subject, Start start, Limits limits) {
    return new Exploration(subject, start, limits).explore();
  }

  /** A sequence of events, and what may come after it. */
  private record Branch(List<Choice> sequence, List<Choice> next) {}

  private Result explore() {
    List<Branch> layer = List.of(branch(List.of(), run(List.of())));
    for (int events = 0; events < limits.maxEvents; events++) {
      List<Branch> longer = new ArrayList<>();
      for (Branch branch : layer) {
        for (Choice choice : branch.next) {
          if (runs == limits.maxRuns) {
            return new Result(runs, seen.size(), false);
          }
          List<Choice> sequence = new ArrayList<>(branch.sequence);
          sequence.add(choice);
          ExploredGroup group = run(sequence);
          if (seen.add(group.fingerprint()) && events + 1 < limits.maxEvents) {
            longer.add(branch(sequence, group));
          }
        }
      }
      layer = longer;
    }
    return new Result(runs, seen.size(), true);
  }

  private Branch branch(List<Choice> sequence, ExploredGroup group) {
    return new Branch(sequence, group.choices(limits.maxCrashes, limits.maxProposals));
  }

  private ExploredGroup run(List<Choice> sequence) {
    runs++;
    ExploredGroup group = new ExploredGroup(subject);
    try {
      start.prepare(group);
      sequence.forEach(group::take);
      return group;
    } catch (InvariantViolation violation) {
      throw violation.with(place(sequence, group), report(sequence, group));
    } catch (RuntimeException failure) {
      throw InvariantViolation.thrown(failure, place(sequence, group), report(sequence, group));
    }
  }

  private static InvariantViolation.Place place(List<Choice> sequence, ExploredGroup group) {
    return new InvariantViolation.Place(sequence.size(), 0, group.trace().fingerprint());
  }

  private String report(List<Choice> sequence, ExploredGroup group) {
    return start
        + ", then\n"
        + sequence.stream().map(Choice::toString).collect(Collectors.joining("\n"))
        + "\n"
        + group
        + "last events:\n"
        + String.join("\n", group.trace().tail());
  }
}
