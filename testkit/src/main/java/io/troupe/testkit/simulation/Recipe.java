package io.troupe.testkit.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a scenario is made: drawn from a seed, then with parts of it left out. {@link #toString} and
 * {@link #parse} are inverse, and need no quotes in a shell: {@code
 * 5/until=2400/faults=3,7/calm=network,disk/every=4}.
 *
 * @param horizonMillis for how long faults and operations are drawn, in virtual time
 * @param untilMillis when faults and operations end; at most the horizon
 * @param faults which of the drawn faults strike, by their places in the drawn plan; empty: all
 * @param calm what does not misbehave, in ascending order
 * @param every only about one in so many operations is done, at least 1
 */
public record Recipe(
    long seed,
    long horizonMillis,
    long untilMillis,
    Optional<List<Integer>> faults,
    List<Part> calm,
    int every) {
  /** The horizon unless another is asked for. */
  public static final long HORIZON_MILLIS = 6_000;

  /** What misbehaves all the time, beside the faults. */
  public enum Part {
    /** Loss, duplicates, reordering, long delays. */
    NETWORK,
    /** Messages in an awkward order. */
    SCHEDULE,
    /** Slow syncs. */
    DISK;

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Recipe {
    faults = faults.map(List::copyOf);
    calm = calm.stream().distinct().sorted().toList();
    if (untilMillis < 1 || untilMillis > horizonMillis || every < 1) {
      throw new IllegalArgumentException(
          "no such recipe: until " + untilMillis + " of " + horizonMillis + " ms, every " + every);
    }
  }

  /** All that {@code seed} draws. */
  public static Recipe of(long seed) {
    return of(seed, HORIZON_MILLIS);
  }

  /** All that {@code seed} draws for so long. */
  public static Recipe of(long seed, long horizonMillis) {
    return new Recipe(seed, horizonMillis, horizonMillis, Optional.empty(), List.of(), 1);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is no recipe
   */
  public static Recipe parse(String text) {
    List<String> parts = Arrays.asList(text.split("/", -1));
    Recipe recipe = of(Long.parseLong(parts.get(0)));
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'" + part + "' in recipe " + text + " lacks a value");
      }
      recipe = recipe.with(part.substring(0, equals), part.substring(equals + 1));
    }
    return recipe;
  }

  private Recipe with(String key, String value) {
    return switch (key) {
      case "horizon" -> {
        long millis = Long.parseLong(value);
        yield new Recipe(seed, millis, millis, faults, calm, every);
      }
      case "until" -> until(Long.parseLong(value));
      case "faults" -> withFaults(items(value).stream().map(Integer::valueOf).toList());
      case "calm" -> {
        Recipe calmer = this;
        for (String part : items(value)) {
          calmer = calmer.calming(Part.valueOf(part.toUpperCase(Locale.ROOT)));
        }
        yield calmer;
      }
      case "every" -> every(Integer.parseInt(value));
      default ->
          throw new IllegalArgumentException(
              "'" + key + "' is none of horizon, until, faults, calm, every");
    };
  }

  private static List<String> items(String value) {
    return value.isEmpty() ? List.of() : Arrays.asList(value.split(",", -1));
  }

  public Recipe until(long newUntilMillis) {
    return new Recipe(seed, horizonMillis, newUntilMillis, faults, calm, every);
  }

  public Recipe withFaults(List<Integer> kept) {
    return new Recipe(seed, horizonMillis, untilMillis, Optional.of(kept), calm, every);
  }

  public Recipe calming(Part part) {
    List<Part> more = new ArrayList<>(calm);
    more.add(part);
    return new Recipe(seed, horizonMillis, untilMillis, faults, more, every);
  }

  public Recipe every(int newEvery) {
    return new Recipe(seed, horizonMillis, untilMillis, faults, calm, newEvery);
  }

  /** What is left of the plan that the seed drew. */
  public FaultPlan reduce(FaultPlan drawn) {
    return new FaultPlan(
        calm.contains(Part.NETWORK) ? NetworkProfile.RELIABLE : drawn.network(),
        calm.contains(Part.SCHEDULE) ? new Schedule.AtRandom() : drawn.schedule(),
        calm.contains(Part.DISK) ? DiskProfile.FAST : drawn.disk(),
        faults
            .map(kept -> kept.stream().map(drawn.faults()::get).toList())
            .orElseGet(drawn::faults));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(seed);
    if (horizonMillis != HORIZON_MILLIS) {
      text.append("/horizon=").append(horizonMillis);
    }
    if (untilMillis != horizonMillis) {
      text.append("/until=").append(untilMillis);
    }
    faults.ifPresent(kept -> text.append("/faults=").append(commas(kept)));
    if (!calm.isEmpty()) {
      text.append("/calm=").append(commas(calm.stream().map(Part::text).toList()));
    }
    if (every != 1) {
      text.append("/every=").append(every);
    }
    return text.toString();
  }

  private static String commas(List<?> items) {
    return items.stream().map(Object::toString).collect(Collectors.joining(","));
  }
}
