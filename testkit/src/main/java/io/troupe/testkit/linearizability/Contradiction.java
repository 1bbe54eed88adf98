package io.troupe.testkit.linearizability;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a history is not linearizable, as small as it could be made.
 *
 * <p>All of it concerns one part. The part is cut at the first return that no linearization
 * explains: up to the return before it, everything can be explained. Of the operations before the
 * cut, the {@link #core} are those whose outcomes contradict each other <em>whatever the others
 * did</em>: the history is unlinearizable even if each operation outside of the core is taken to
 * have happened at any time after its invocation, or never. Reducing a history this way can turn an
 * unlinearizable one into a linearizable one, but not the other way round, so that the core is
 * never an artefact of its reduction. (Leaving operations out altogether would be: a read is
 * impossible without the write that it read.)
 *
 * @param key the part, see {@link Model#partition}
 * @param prefix the operations of the part that were invoked before the cut; those which had not
 *     returned then are of unknown outcome
 * @param core operations of the prefix with a known outcome
 * @param smallest whether the core is known to lose the contradiction with any one of its members;
 *     false if the bounds ended the reduction
 * @param impossible the operation whose return is the cut, a member of the core
 * @param explanations linearizations of all but the impossible operation's outcome
 * @param explained whether the explanations show every output that the impossible operation could
 *     have returned
 */
public record Contradiction<I, O>(
    Object key,
    History<I, O> prefix,
    List<Operation<I, O>> core,
    boolean smallest,
    Operation<I, O> impossible,
    List<Explanation<I, O>> explanations,
    boolean explained) {

  /** The most explanations that are looked for. */
  public static final int MAX_EXPLANATIONS = 6;

  /**
   * A linearization in which the impossible operation returned something else.
   *
   * @param order ends with the impossible operation, or goes on after it if it must have happened
   *     earlier
   * @param output what the impossible operation should have returned
   * @param state the state of the model at the end
   */
  public record Explanation<I, O>(List<Operation<I, O>> order, O output, Object state) {
    public Explanation {
      order = List.copyOf(order);
    }
  }

  public Contradiction {
    core = List.copyOf(core);
    explanations = List.copyOf(explanations);
  }

  /** One sentence for a person. */
  public String summary() {
    String possible =
        explanations.stream()
            .map(explanation -> explanation.output().toString())
            .collect(Collectors.joining(", "));
    return "process "
        + impossible.process()
        + ": "
        + impossible.input()
        + " returned "
        + impossible.outcome()
        + (explanations.isEmpty()
            ? ", which no order of the operations explains"
            : explained
                ? ", but every order of the operations before it gives: " + possible
                : ", but orders of the operations before it give: " + possible);
  }

  @Override
  public String toString() {
    return "in part "
        + key
        + ", "
        + summary()
        + "\nThese contradict each other, whatever the other "
        + (prefix.size() - core.size())
        + " operations did:\n"
        + core.stream().map(operation -> "  " + operation).collect(Collectors.joining("\n"));
  }
}
