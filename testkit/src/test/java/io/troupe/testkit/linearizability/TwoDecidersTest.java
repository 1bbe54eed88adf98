package io.troupe.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.linearizability.Verdict.Linearizable;
import io.troupe.testkit.linearizability.Verdict.NotLinearizable;
import io.troupe.testkit.linearizability.models.AppendOnlyLists;
import io.troupe.testkit.linearizability.models.Counter;
import io.troupe.testkit.linearizability.models.FifoQueue;
import io.troupe.testkit.linearizability.models.KeyValueMap;
import io.troupe.testkit.linearizability.models.Lock;
import io.troupe.testkit.linearizability.models.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checker agrees with the definition on random small histories, and proves what it says: its
 * linearizations are some, and its contradictions are none that the definition could explain. The
 * soak tries {@code -Dtroupe.histories}, or 20,000, of each model.
 */
class TwoDecidersTest {
  private static final int HISTORIES = 600;
  private static final int MANY_HISTORIES = Integer.getInteger("troupe.histories", 20_000);

  /** A model, and how to draw inputs and outputs that are often wrong. */
  record Subject<S, I, O>(
      Model<S, I, O> model,
      Function<RandomGenerator, I> inputs,
      Function<RandomGenerator, Optional<O>> lies) {
    @Override
    public String toString() {
      return model.toString();
    }

    History<I, O> history(RandomGenerator random) {
      History<I, O> honest =
          new AtomicObject<>(model, inputs, random)
              .history(2 + random.nextInt(6), 1 + random.nextInt(4), random.nextInt(70));
      List<Operation<I, O>> operations = new ArrayList<>();
      for (Operation<I, O> op : honest.operations()) {
        Optional<O> lie =
            op.isUnknown() || random.nextInt(4) > 0 ? Optional.empty() : lies.apply(random);
        operations.add(
            lie.map(
                    o ->
                        Operation.returned(
                            op.process(), op.input(), o, op.invoked(), op.returned()))
                .orElse(op));
      }
      return new History<>(operations);
    }
  }

  static Stream<Subject<?, ?, ?>> subjects() {
    return Stream.of(
        new Subject<>(
            new Register<Integer>(),
            random ->
                pick(
                    random,
                    new Register.Read<Integer>(),
                    new Register.Write<>(random.nextInt(3)),
                    new Register.Cas<>(random.nextInt(3), random.nextInt(3))),
            random -> Optional.of(new Register.Value<>(Optional.of(random.nextInt(3))))),
        new Subject<>(
            new KeyValueMap<Integer, Integer>(),
            random ->
                pick(
                    random,
                    new KeyValueMap.Get<Integer, Integer>(random.nextInt(2)),
                    new KeyValueMap.Put<>(random.nextInt(2), random.nextInt(3)),
                    new KeyValueMap.Delete<>(random.nextInt(2)),
                    new KeyValueMap.Cas<>(random.nextInt(2), random.nextInt(3), random.nextInt(3))),
            random -> Optional.of(new KeyValueMap.Swapped<>(random.nextBoolean()))),
        new Subject<>(
            new AppendOnlyLists<Integer, Integer>(),
            random ->
                pick(
                    random,
                    new AppendOnlyLists.Read<Integer, Integer>(0),
                    new AppendOnlyLists.Append<>(0, random.nextInt(3))),
            random ->
                Optional.of(
                    new AppendOnlyLists.Values<>(List.of(random.nextInt(3), random.nextInt(3))))),
        new Subject<>(
            new FifoQueue<Integer>(),
            random ->
                pick(
                    random,
                    new FifoQueue.Dequeue<Integer>(),
                    new FifoQueue.Enqueue<>(random.nextInt(3))),
            random -> Optional.of(new FifoQueue.Dequeued<>(Optional.of(random.nextInt(3))))),
        new Subject<>(
            new Lock<Integer>(),
            random ->
                pick(
                    random,
                    new Lock.Acquire<>(random.nextInt(2)),
                    new Lock.Release<>(random.nextInt(2))),
            random -> Optional.of(pick(random, new Lock.Granted(), new Lock.Refused()))),
        new Subject<>(
            new Counter(),
            random ->
                pick(
                    random,
                    new Counter.Read(),
                    new Counter.Add(random.nextInt(3)),
                    new Counter.AddAndGet(random.nextInt(3))),
            random -> Optional.of(new Counter.Value(random.nextInt(5)))));
  }

  @SafeVarargs
  private static <T> T pick(RandomGenerator random, T... things) {
    return things[random.nextInt(things.length)];
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void checker_and_definition_agree(Subject<?, ?, ?> subject) {
    agreeOn(HISTORIES, subject);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("subjects")
  void checker_and_definition_agree_on_very_many_histories(Subject<?, ?, ?> subject) {
    agreeOn(MANY_HISTORIES, subject);
  }

  private static void agreeOn(int histories, Subject<?, ?, ?> subject) {
    long linearizable = LongStream.range(0, histories).filter(seed -> agree(subject, seed)).count();

    System.out.println(subject + ": " + linearizable + " of " + histories + " are linearizable");
    assertThat(linearizable).isBetween(histories / 20L, histories - histories / 20L);
  }

  private static <S, I, O> boolean agree(Subject<S, I, O> subject, long seed) {
    History<I, O> history = subject.history(new SplittableRandom(seed));
    boolean expected = BruteForce.isLinearizable(subject.model, history.operations());
    Verdict<I, O> verdict = LinearizabilityChecker.check(subject.model, history, Bounds.standard());

    String about = "seed " + seed + ": " + history;
    if (expected) {
      assertThat(verdict).as(about).isInstanceOf(Linearizable.class);
      Proofs.isLinearization(
          subject.model, history, ((Linearizable<I, O>) verdict).orders(), about);
      Proofs.isNotRefuted(subject.model, history, about);
    } else {
      assertThat(verdict).as(about).isInstanceOf(NotLinearizable.class);
      Proofs.isContradiction(
          subject.model, ((NotLinearizable<I, O>) verdict).contradiction(), about);
    }
    return expected;
  }
}
