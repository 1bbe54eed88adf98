package io.troupe.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.linearizability.Contradiction.Explanation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds what a verdict claims against the definitions. */
final class Proofs {

  private static final Duration TIME = Duration.ofMinutes(1);

  private Proofs() {}

  /** Every order is one of its part: complete, explained by the model, and true to real time. */
  static <S, I, O> void isLinearization(
      Model<S, I, O> model,
      History<I, O> history,
      Map<Object, List<Operation<I, O>>> orders,
      String about) {
    List<Operation<I, O>> ordered = orders.values().stream().flatMap(Collection::stream).toList();
    assertThat(ordered).as(about).doesNotHaveDuplicates();
    assertThat(history.operations()).as(about).containsAll(ordered);
    assertThat(ordered)
        .as(about)
        .containsAll(history.operations().stream().filter(op -> !op.isUnknown()).toList());
    orders.forEach(
        (key, order) -> {
          S state = model.initial();
          long latestInvocation = Long.MIN_VALUE;
          for (Operation<I, O> operation : order) {
            assertThat(model.partition(operation.input())).as(about).isEqualTo(key);
            Step<S, O> step = model.apply(state, operation.input());
            operation
                .outcome()
                .output()
                .ifPresent(o -> assertThat(step.output()).as(about).isEqualTo(o));
            assertThat(operation.returned()).as(about).isGreaterThanOrEqualTo(latestInvocation);
            latestInvocation = Math.max(latestInvocation, operation.invoked());
            state = step.state();
          }
        });
  }

  /**
   * The refutation that interrupts a long search finds nothing, wherever the search may be stuck.
   * (The searches of small histories are never long.)
   */
  static <S, I, O> void isNotRefuted(Model<S, I, O> model, History<I, O> history, String about) {
    history
        .by(model::partition)
        .forEach(
            (key, part) -> {
              int levels = Prefix.returns(part.operations()).size();
              for (int level = 0; level < levels; level++) {
                Prefix<I, O> prefix = Prefix.upTo(level, part.operations());
                assertThat(new Core<>(model, prefix, new Allowance(TIME)).isFound())
                    .as(about)
                    .isFalse();
              }
            });
  }

  /**
   * The cut is the first, the core contradicts itself and is minimal, and other answers of the last
   * operation are found, all of them if there are few.
   */
  static <S, I, O> void isContradiction(
      Model<S, I, O> model, Contradiction<I, O> contradiction, String about) {
    List<Operation<I, O>> prefix = contradiction.prefix().operations();
    Operation<I, O> cut = contradiction.impossible();
    Set<Operation<I, O>> core = new HashSet<>(contradiction.core());
    assertThat(prefix).as(about).containsAll(core);
    assertThat(core).as(about).contains(cut);
    assertThat(BruteForce.isLinearizable(model, prefix)).as(about).isFalse();
    assertThat(BruteForce.isLinearizable(model, weaken(prefix, Set.of(cut)))).as(about).isTrue();

    Set<Operation<I, O>> others = new HashSet<>(prefix);
    others.removeAll(core);
    assertThat(BruteForce.isLinearizable(model, weaken(prefix, others))).as(about).isFalse();
    assertThat(contradiction.smallest()).as(about).isTrue();
    for (Operation<I, O> member : core) {
      others.add(member);
      assertThat(BruteForce.isLinearizable(model, weaken(prefix, others)))
          .as(about + "\nwithout " + member)
          .isTrue();
      others.remove(member);
    }

    List<O> answers = contradiction.explanations().stream().map(Explanation::output).toList();
    Set<O> possible = BruteForce.answers(model, prefix, cut);
    assertThat(answers).as(about).doesNotHaveDuplicates().isSubsetOf(possible);
    assertThat(answers)
        .as(about)
        .hasSize(Math.min(possible.size(), Contradiction.MAX_EXPLANATIONS));
    assertThat(contradiction.explained())
        .as(about)
        .isEqualTo(possible.size() < Contradiction.MAX_EXPLANATIONS);
  }

  private static <I, O> List<Operation<I, O>> weaken(
      List<Operation<I, O>> history, Set<Operation<I, O>> which) {
    List<Operation<I, O>> weaker = new ArrayList<>(history);
    weaker.replaceAll(op -> which.contains(op) ? op.withoutOutcome() : op);
    return weaker;
  }
}
