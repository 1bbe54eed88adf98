package io.troupe.testkit.simulation.paxos;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Roles with a planted bug: what goes in or comes out is changed. */
final class Altered {
  private Altered() {}

  /** Changes each input. */
  static <I, O> Role<I, O> in(Role<I, O> real, Function<I, I> change) {
    return changed(real, (role, input) -> now -> role.on(change.apply(input), now));
  }

  /** Changes each output, or drops or multiplies it. */
  static <I, O> Role<I, O> out(Role<I, O> real, Function<O, Stream<O>> change) {
    return changed(
        real, (role, input) -> now -> role.on(input, now).stream().flatMap(change).toList());
  }

  /** Confirms every write as soon as it is handed over (P4). */
  static <I, O> Role<I, O> confirmsAtOnce(Role<I, O> real, Function<O, Stream<I>> confirmation) {
    return changed(
        real,
        (role, input) ->
            now -> {
              List<O> all = new ArrayList<>();
              for (O output : role.on(input, now)) {
                all.add(output);
                confirmation.apply(output).forEach(it -> all.addAll(role.on(it, now)));
              }
              return all;
            });
  }

  private interface At<O> {
    List<O> at(long nowNanos);
  }

  private static <I, O> Role<I, O> changed(
      Role<I, O> real, BiFunction<Role<I, O>, I, At<O>> change) {
    return new Role<>() {
      @Override
      public List<O> on(I input, long nowNanos) {
        return change.apply(real, input).at(nowNanos);
      }

      @Override
      public long wakeAtNanos() {
        return real.wakeAtNanos();
      }
    };
  }
}
