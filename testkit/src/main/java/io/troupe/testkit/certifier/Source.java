package io.troupe.testkit.certifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Where commands or queries come from.
 *
 * @param examples make a log of their own, in their order; none if values are drawn only
 * @param draw gives the next value; none if there are none
 */
record Source<T>(List<T> examples, Optional<Function<? super RandomGenerator, ? extends T>> draw) {

  static <T> Source<T> none() {
    return new Source<>(List.of(), Optional.empty());
  }

  static <T> Source<T> drawn(Function<? super RandomGenerator, ? extends T> draw) {
    return new Source<>(List.of(), Optional.of(draw));
  }

  static <T> Source<T> of(List<? extends T> examples) {
    List<T> all = List.copyOf(examples);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("give at least one example");
    }
    return new Source<>(all, Optional.of(random -> all.get(random.nextInt(all.size()))));
  }

  List<T> take(int count, RandomGenerator random) {
    List<T> taken = new ArrayList<>(count);
    draw.ifPresent(
        next -> {
          for (int i = 0; i < count; i++) {
            taken.add(next.apply(random));
          }
        });
    return taken;
  }
}
