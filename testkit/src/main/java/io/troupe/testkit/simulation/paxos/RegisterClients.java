package io.troupe.testkit.simulation.paxos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.paxos.register.Change;
import io.troupe.protocols.paxos.register.RegisterInput;
import io.troupe.protocols.paxos.register.RegisterKey;
import io.troupe.protocols.paxos.register.RegisterOutcome;
import io.troupe.protocols.paxos.register.RegisterOutcome.Committed;
import io.troupe.protocols.paxos.register.RegisterOutcome.Rejected;
import io.troupe.protocols.paxos.register.RegisterState;
import io.troupe.testkit.linearizability.Bounds;
import io.troupe.testkit.linearizability.HistoryRecorder;
import io.troupe.testkit.linearizability.LinearizabilityChecker;
import io.troupe.testkit.linearizability.Verdict;
import io.troupe.testkit.simulation.InvariantViolation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * Clients of the registers: what they ask and were told, checked in the end (L1), whatever the
 * roles and the other checks believe.
 */
final class RegisterClients {
  static final int KEYS = 2;

  /** Decides by states, which are the same in every run; the time is there for a hang only. */
  private static final Bounds BOUNDS = new Bounds(Duration.ofMinutes(2), 200_000);

  private record Asked(long call, Cells.Input input) {}

  private final RandomGenerator random;
  private final Happenings happenings = new Happenings();
  private final HistoryRecorder<Cells.Input, Long> recorder = new HistoryRecorder<>();
  private final Map<Long, Asked> pending = new HashMap<>();
  private long lastId;
  private long lastValue;

  RegisterClients(RandomGenerator random) {
    this.random = random;
  }

  Happenings happenings() {
    return happenings;
  }

  static RegisterKey key(int number) {
    return new RegisterKey("key " + number);
  }

  /** Something that a client may ask at any time. */
  RegisterInput anything() {
    int key = random.nextInt(KEYS);
    return switch (random.nextInt(10)) {
      case 0, 1 -> read(key);
      case 2, 3, 4 -> request(new Cells.Write(key, ++lastValue));
      case 5, 6, 7 -> {
        long recent = Math.max(0, lastValue - random.nextInt(2 * KEYS));
        yield request(new Cells.Cas(key, recent, ++lastValue));
      }
      case 8 -> delete(key);
      default -> collect(key);
    };
  }

  RegisterInput read(int key) {
    return request(new Cells.Read(key));
  }

  RegisterInput delete(int key) {
    return request(new Cells.Delete(key));
  }

  /** To clients a collection is a read. */
  RegisterInput collect(int key) {
    return ask(new Cells.Read(key), RegisterInput.Collect::new);
  }

  private RegisterInput request(Cells.Input input) {
    Change change = state -> encode(input.after(decode(state)));
    return ask(input, (id, key) -> new RegisterInput.Request(id, key, change));
  }

  private RegisterInput ask(
      Cells.Input input, BiFunction<Long, RegisterKey, RegisterInput> request) {
    long id = ++lastId;
    pending.put(id, new Asked(recorder.invoke(id, input), input));
    return request.apply(id, key(input.key()));
  }

  /** I21: the change was done that was asked for. */
  void finished(long id, RegisterOutcome outcome) {
    happenings.count(outcome.getClass().getSimpleName());
    Asked asked = Optional.ofNullable(pending.remove(id)).orElseThrow();
    if (outcome instanceof Committed committed) {
      long before = decode(committed.before());
      long after = decode(committed.after());
      if (asked.input.after(before) != after) {
        throw new InvariantViolation("I21", asked.input + " made " + after + " of " + before);
      }
      recorder.returned(asked.call, before);
      countDone(asked.input, before, after);
    } else if (outcome instanceof Rejected) {
      recorder.failed(asked.call);
    } else {
      recorder.unknown(asked.call);
    }
  }

  private void countDone(Cells.Input input, long before, long after) {
    if (input instanceof Cells.Cas) {
      happenings.count(before == after ? "CAS_FAILED" : "CAS_DONE");
    } else if (input instanceof Cells.Delete && before != Cells.EMPTY) {
      happenings.count("DELETED");
    } else if (input instanceof Cells.Write && before == Cells.EMPTY) {
      happenings.count("WRITTEN_ANEW");
    }
  }

  /** L1. */
  void check() {
    Verdict<Cells.Input, Long> verdict =
        LinearizabilityChecker.check(new Cells(), recorder.history(), BOUNDS);
    if (verdict instanceof Verdict.NotLinearizable<Cells.Input, Long> wrong) {
      throw new InvariantViolation("L1", wrong.toString());
    }
    happenings.count(
        verdict instanceof Verdict.Linearizable ? "HISTORY_DECIDED" : "HISTORY_UNDECIDED");
  }

  private static long decode(RegisterState state) {
    return state
        .value()
        .map(bytes -> Long.parseLong(new String(bytes.sharedArray(), UTF_8)))
        .orElse(Cells.EMPTY);
  }

  private static RegisterState encode(long value) {
    return value == Cells.EMPTY
        ? RegisterState.EMPTY
        : RegisterState.of(Bytes.wrap(Long.toString(value).getBytes(UTF_8)));
  }
}
