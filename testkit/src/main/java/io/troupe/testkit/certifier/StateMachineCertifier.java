package io.troupe.testkit.certifier;

import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Checks a {@link StateMachine} and its codecs against the {@link Law}s that a replicated group
 * relies on: makes logs of commands from a seed, has many instances apply them, with snapshots,
 * restores and queries at every index, and compares replies and states.
 *
 * <p>The defaults: 20 logs of 100 commands, made from the seeds 1 to 20, so that each build tries
 * the same. A log of n commands takes about n² applications and holds n snapshots in memory.
 *
 * <p>It finds what shows in one JVM and in the order of milliseconds. It does not see what depends
 * on the day, the default locale or time zone, the environment or the node, nor data races. See
 * {@link Certificate#fingerprint} for what depends on the JVM.
 *
 * <p>Immutable: each setting gives another certifier.
 */
public final class StateMachineCertifier<C, Q, R> {
  private static final int LOGS = 20;
  private static final int COMMANDS_PER_LOG = 100;

  private final Subject<C, Q, R> subject;
  private final Logs<C, Q> source;
  private final long seed;
  private final int logs;

  private StateMachineCertifier(Subject<C, Q, R> subject, Logs<C, Q> source, long seed, int logs) {
    this.subject = subject;
    this.source = source;
    this.seed = seed;
    this.logs = logs;
  }

  /** Certifies the machine and the codecs of {@code group}. */
  public static <C, Q, R> StateMachineCertifier<C, Q, R> of(ReplicatedGroup<C, Q, R> group) {
    return new StateMachineCertifier<>(
        Subject.of(group), new Logs<>(Source.none(), Source.none(), COMMANDS_PER_LOG), 1, LOGS);
  }

  /** Commands are drawn; {@code draw} takes what is random from its argument only. */
  public StateMachineCertifier<C, Q, R> commands(
      Function<? super RandomGenerator, ? extends C> draw) {
    return with(new Logs<>(Source.drawn(draw), source.queries(), source.length()));
  }

  /** These, in their order, are a log of their own, tried first; all others are drawn from them. */
  public StateMachineCertifier<C, Q, R> commands(List<? extends C> examples) {
    return with(new Logs<>(Source.of(examples), source.queries(), source.length()));
  }

  /** Up to two queries are drawn after each command. */
  public StateMachineCertifier<C, Q, R> queries(
      Function<? super RandomGenerator, ? extends Q> draw) {
    return with(new Logs<>(source.commands(), Source.drawn(draw), source.length()));
  }

  /** Up to two of these are asked after each command, and all after the examples of commands. */
  public StateMachineCertifier<C, Q, R> queries(List<? extends Q> examples) {
    return with(new Logs<>(source.commands(), Source.of(examples), source.length()));
  }

  /** The seed of the first log that is drawn; the next has the next. */
  public StateMachineCertifier<C, Q, R> seed(long first) {
    return new StateMachineCertifier<>(subject, source, first, logs);
  }

  /** How many logs are drawn. */
  public StateMachineCertifier<C, Q, R> logs(int count) {
    return new StateMachineCertifier<>(subject, source, seed, atLeastOne("logs", count));
  }

  public StateMachineCertifier<C, Q, R> commandsPerLog(int count) {
    int checked = atLeastOne("commandsPerLog", count);
    return with(new Logs<>(source.commands(), source.queries(), checked));
  }

  /**
   * For snapshots whose bytes may differ though the state is equal: {@code meaning} gives what must
   * be equal, as a value with {@code equals}, e.g. a map.
   */
  public StateMachineCertifier<C, Q, R> comparingSnapshotsBy(Function<byte[], ?> meaning) {
    return new StateMachineCertifier<>(subject.meaning(meaning), source, seed, logs);
  }

  /**
   * Tries all logs.
   *
   * @throws LawBroken at the first law that does not hold, with the shortest log found that shows
   *     it
   * @throws IllegalStateException if there are no commands
   */
  public Certificate certify() {
    if (source.commands().draw().isEmpty()) {
      throw new IllegalStateException("give commands(...) to certify with");
    }
    List<List<Step<C, Q>>> tried = new ArrayList<>();
    Fingerprint fingerprint = new Fingerprint();
    if (!source.commands().examples().isEmpty()) {
      tried.add(source.examples(seed));
      fingerprint.add(subject.replies(), check(tried.get(0), seed, "the examples in their order"));
    }
    for (long next = seed; next < seed + logs; next++) {
      List<Step<C, Q>> log = source.drawn(next);
      tried.add(log);
      String repeat = ".seed(%d).logs(1).commandsPerLog(%d)".formatted(next, source.length());
      fingerprint.add(subject.replies(), check(log, next, repeat));
    }
    return certificate(tried, fingerprint.shown());
  }

  private Certificate certificate(List<List<Step<C, Q>>> tried, String fingerprint) {
    int commands = tried.stream().mapToInt(List::size).sum();
    int queries =
        tried.stream().flatMap(List::stream).mapToInt(step -> step.queries().size()).sum();
    int restores = 2 * (commands + tried.size());
    return new Certificate(seed, tried.size(), commands, queries, restores, fingerprint);
  }

  private LogCheck.Evidence<R> check(List<Step<C, Q>> log, long logSeed, String repeat) {
    try {
      return new LogCheck<>(subject, log).check();
    } catch (Finding finding) {
      throw new Shrinking<>(subject, log, finding).shrink().report(logSeed, repeat);
    }
  }

  private StateMachineCertifier<C, Q, R> with(Logs<C, Q> other) {
    return new StateMachineCertifier<>(subject, other, seed, logs);
  }

  private static int atLeastOne(String name, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + count);
    }
    return count;
  }
}
