package io.troupe.bench.journal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everyone who can take part, by name. */
public final class Contestants {
  /** What ratios are to. */
  public static final String BASELINE = "pekko";

  /** What is possible at all. */
  public static final String LIMIT = "leveldb";

  private static final Map<String, Contestant> ALL =
      Stream.<Supplier<Contestant>>of(
              () -> PersistentActors.onPekkosPlugin(BASELINE, true),
              () -> PersistentActors.onPekkosPlugin("pekko-java", false),
              () -> PersistentActors.onTroupe("troupe", true),
              () -> PersistentActors.onTroupe("troupe-java", false),
              () -> PersistentActors.inMemory("memory"),
              () -> new RawLevelDb(LIMIT))
          .map(Supplier::get)
          .collect(Collectors.toMap(Contestant::name, Function.identity()));

  private Contestants() {}

  /** Who takes part unless others are named. */
  public static List<String> usual() {
    return List.of(BASELINE, "troupe", "troupe-java", LIMIT);
  }

  public static List<String> names() {
    return ALL.keySet().stream().sorted().toList();
  }

  /**
   * Who has this name.
   *
   * @throws IllegalArgumentException if nobody has this name
   */
  public static Contestant named(String name) {
    Contestant contestant = ALL.get(name);
    if (contestant == null) {
      throw new IllegalArgumentException("nobody is named '" + name + "'; known are " + names());
    }
    return contestant;
  }
}
