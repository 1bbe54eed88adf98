package io.troupe.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.linearizability.Verdict.Linearizable;
import io.troupe.testkit.linearizability.Verdict.NotLinearizable;
import io.troupe.testkit.linearizability.Verdict.Undecided;
import io.troupe.testkit.linearizability.models.KeyValueMap;
import io.troupe.testkit.linearizability.models.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Large and hard histories are decided, and rightly. Times are printed, not asserted; the bound of
 * a check is far above them. {@code -Dtroupe.rounds=21} measures more often.
 */
@Tag("soak")
@Isolated
class CheckerSpeedTest {
  private static final int ROUNDS = Integer.getInteger("troupe.rounds", 3);
  private static final Bounds BOUNDS = new Bounds(Duration.ofMinutes(1), 2_000_000);

  /** The times of checks of equal histories with equal verdicts, in milliseconds. */
  private final Map<String, List<Double>> millis = new TreeMap<>();

  private <S, I, O> Verdict<I, O> timed(String what, Model<S, I, O> model, History<I, O> history) {
    long start = System.nanoTime();
    Verdict<I, O> verdict = LinearizabilityChecker.check(model, history, BOUNDS);
    millis
        .computeIfAbsent(
            what + ": " + verdict.getClass().getSimpleName(), unseen -> new ArrayList<>())
        .add((System.nanoTime() - start) / 1e6);
    return verdict;
  }

  private void print(String what) {
    System.out.println(what);
    millis.forEach(
        (verdict, times) -> {
          times.sort(null);
          System.out.printf(
              "  %s %d times, median %.1f ms, most %.1f ms%n",
              verdict, times.size(), times.get(times.size() / 2), times.get(times.size() - 1));
        });
  }

  @ParameterizedTest
  @CsvSource({"100000, 20, 100", "10000, 10, 1"})
  void long_histories_of_a_map(int operations, int clients, int keys) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      History<KeyValueMap.Input<Integer, Integer>, KeyValueMap.Output<Integer>> history =
          map(new SplittableRandom(seed), operations, clients, keys);

      assertThat(timed("true", new KeyValueMap<>(), history))
          .as("seed " + seed)
          .isInstanceOf(Linearizable.class);
      assertThat(timed("stale read", new KeyValueMap<>(), withStaleRead(history)))
          .as("seed " + seed)
          .isInstanceOf(NotLinearizable.class);
    }
    print(operations + " operations, " + clients + " clients, " + keys + " keys, 2% unknown");
  }

  private static History<KeyValueMap.Input<Integer, Integer>, KeyValueMap.Output<Integer>> map(
      RandomGenerator random, int operations, int clients, int keys) {
    int[] unique = {0};
    return new AtomicObject<>(
            new KeyValueMap<Integer, Integer>(),
            draw -> {
              int key = draw.nextInt(keys);
              return switch (draw.nextInt(10)) {
                case 0 -> new KeyValueMap.Delete<>(key);
                case 1 -> new KeyValueMap.Cas<>(key, draw.nextInt(unique[0] + 1), ++unique[0]);
                case 2, 3, 4, 5 -> new KeyValueMap.Put<>(key, ++unique[0]);
                default -> new KeyValueMap.Get<>(key);
              };
            },
            random)
        .history(operations, clients, 2);
  }

  /** The last read but some returns what the first successful read of the same key did. */
  private static History<KeyValueMap.Input<Integer, Integer>, KeyValueMap.Output<Integer>>
      withStaleRead(
          History<KeyValueMap.Input<Integer, Integer>, KeyValueMap.Output<Integer>> history) {
    List<Operation<KeyValueMap.Input<Integer, Integer>, KeyValueMap.Output<Integer>>> operations =
        new ArrayList<>(history.operations());
    int late = operations.size() * 9 / 10;
    while (!isSuccessfulRead(operations.get(late))) {
      late++;
    }
    Operation<KeyValueMap.Input<Integer, Integer>, KeyValueMap.Output<Integer>> last =
        operations.get(late);
    KeyValueMap.Output<Integer> first =
        operations.stream()
            .filter(op -> op.input().key().equals(last.input().key()) && isSuccessfulRead(op))
            .findFirst()
            .flatMap(op -> op.outcome().output())
            .orElseThrow();
    operations.set(
        late,
        Operation.returned(last.process(), last.input(), first, last.invoked(), last.returned()));
    return new History<>(operations);
  }

  private static boolean isSuccessfulRead(Operation<?, KeyValueMap.Output<Integer>> operation) {
    return operation.outcome().output().orElse(new KeyValueMap.Done<>())
            instanceof KeyValueMap.Value<Integer> read
        && read.value().isPresent();
  }

  @ParameterizedTest
  @CsvSource({"10, 0", "10, 10", "10, 30", "20, 0", "20, 10", "20, 30"})
  void hard_histories_of_compare_and_set(int clients, int unknowns) {
    for (int seed = 0; seed < 7 * ROUNDS; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      History<Register.Input<Integer>, Register.Output<Integer>> history =
          new AtomicObject<>(new Register<Integer>(), CheckerSpeedTest::mostlyCas, random)
              .history(300, clients, unknowns);

      assertThat(timed("true", new Register<>(), history))
          .as("seed " + seed)
          .isInstanceOf(Linearizable.class);
      assertThat(timed("impossible swap", new Register<>(), withImpossibleSwap(history)))
          .as("seed " + seed)
          .isInstanceOf(NotLinearizable.class);
      assertThat(timed("wrong swap", new Register<>(), withWrongSwap(history)))
          .as("seed " + seed)
          .isNotInstanceOf(Undecided.class);
    }
    print(
        "300 operations, most of them cas of 5 values, "
            + clients
            + " clients, "
            + unknowns
            + "% unknown");
  }

  private static Register.Input<Integer> mostlyCas(RandomGenerator random) {
    return switch (random.nextInt(10)) {
      case 0 -> new Register.Read<>();
      case 1 -> new Register.Write<>(random.nextInt(5));
      default -> new Register.Cas<>(random.nextInt(5), random.nextInt(5));
    };
  }

  /** A late compare-and-set found a value that was never there. */
  private static History<Register.Input<Integer>, Register.Output<Integer>> withImpossibleSwap(
      History<Register.Input<Integer>, Register.Output<Integer>> history) {
    return withSwap(history, op -> !op.isUnknown(), op -> new Register.Cas<>(7, 0));
  }

  /** A late compare-and-set claims to have succeeded; other orders may explain that. */
  private static History<Register.Input<Integer>, Register.Output<Integer>> withWrongSwap(
      History<Register.Input<Integer>, Register.Output<Integer>> history) {
    return withSwap(
        history,
        op -> op.outcome().output().equals(Optional.of(new Register.Swapped<>(false))),
        Operation::input);
  }

  private static History<Register.Input<Integer>, Register.Output<Integer>> withSwap(
      History<Register.Input<Integer>, Register.Output<Integer>> history,
      Predicate<Operation<Register.Input<Integer>, Register.Output<Integer>>> which,
      Function<
              Operation<Register.Input<Integer>, Register.Output<Integer>>, Register.Input<Integer>>
          input) {
    List<Operation<Register.Input<Integer>, Register.Output<Integer>>> operations =
        new ArrayList<>(history.operations());
    int late = operations.size() * 3 / 4;
    while (!which.test(operations.get(late))) {
      late++;
    }
    Operation<Register.Input<Integer>, Register.Output<Integer>> op = operations.get(late);
    operations.set(
        late,
        Operation.returned(
            op.process(),
            input.apply(op),
            new Register.Swapped<>(true),
            op.invoked(),
            op.returned()));
    return new History<>(operations);
  }
}
