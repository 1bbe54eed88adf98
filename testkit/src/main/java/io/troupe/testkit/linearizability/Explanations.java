package io.troupe.testkit.linearizability;

import io.troupe.testkit.linearizability.Contradiction.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds what the last operation of an unlinearizable history could have returned instead.
 *
 * <p>It searches the same history with a model that accepts whatever this one operation returns,
 * and remembers it in the state, so that different answers are different configurations.
 */
final class Explanations<S, I, O> {

  private record Asked<I>(I input, boolean isLast) {}

  private record Answered<S, O>(S state, Optional<O> last) {}

  /** The last operation answers nothing: its real answer is in the state. */
  private record Watching<S, I, O>(Model<S, I, O> model)
      implements Model<Answered<S, O>, Asked<I>, Optional<O>> {

    @Override
    public Answered<S, O> initial() {
      return new Answered<>(model.initial(), Optional.empty());
    }

    @Override
    public Step<Answered<S, O>, Optional<O>> apply(Answered<S, O> state, Asked<I> asked) {
      Step<S, O> step = model.apply(state.state, asked.input);
      Optional<O> output = Optional.of(step.output());
      return asked.isLast
          ? new Step<>(new Answered<>(step.state(), output), Optional.empty())
          : new Step<>(new Answered<>(step.state(), state.last), output);
    }

    @Override
    public boolean isObserver(Asked<I> asked, Outcome<Optional<O>> outcome) {
      return !asked.isLast && model.isObserver(asked.input, unwrapped(outcome));
    }

    private Outcome<O> unwrapped(Outcome<Optional<O>> outcome) {
      Optional<O> value = outcome.output().flatMap(output -> output);
      return value.isPresent() ? new Outcome.Returned<>(value.get()) : new Outcome.Unknown<>();
    }
  }

  private final Search<Answered<S, O>, Asked<I>, Optional<O>> search;
  private final Prefix<I, O> history;
  private final List<Explanation<I, O>> found = new ArrayList<>();

  Explanations(Model<S, I, O> model, Prefix<I, O> history) {
    this.history = history;
    Watching<S, I, O> watching = new Watching<>(model);
    List<Operation<Asked<I>, Optional<O>>> watched =
        IntStream.range(0, history.operations().size()).mapToObj(this::watched).toList();
    this.search = new Search<>(watching, Member.of(watching, watched), this::found);
  }

  /** True if all answers were found. */
  boolean search(Allowance time, long maxCachedStates) {
    return search.run(time, maxCachedStates) == Search.End.EXHAUSTED;
  }

  List<Explanation<I, O>> found() {
    return found;
  }

  private Operation<Asked<I>, Optional<O>> watched(int position) {
    Operation<I, O> operation = history.operations().get(position);
    boolean isLast = position == history.cut();
    Asked<I> asked = new Asked<>(operation.input(), isLast);
    return operation.isUnknown()
        ? Operation.unknown(operation.process(), asked, operation.invoked())
        : Operation.returned(
            operation.process(),
            asked,
            isLast ? Optional.empty() : operation.outcome().output(),
            operation.invoked(),
            operation.returned());
  }

  private boolean found(Search<Answered<S, O>, Asked<I>, Optional<O>> ended, Configuration at) {
    Answered<S, O> state = ended.state(at);
    O output = state.last.orElseThrow();
    if (found.stream().noneMatch(known -> known.output().equals(output))) {
      List<Operation<I, O>> order =
          ended.order(at).stream().map(history.operations()::get).toList();
      found.add(new Explanation<>(order, output, state.state));
    }
    return found.size() == Contradiction.MAX_EXPLANATIONS;
  }
}
