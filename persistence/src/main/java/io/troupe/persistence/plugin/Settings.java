package io.troupe.persistence.plugin;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Reads the settings of a plugin; every error names the full key, the value and the fix. */
public final class Settings {
  private static final Set<String> FREE_FORM =
      Set.of("event-adapters", "event-adapter-bindings", "snapshot-adapters");
  private static final Set<String> PEKKO_FALLBACKS =
      Set.of(
          "pekko.persistence.journal-plugin-fallback",
          "pekko.persistence.snapshot-store-plugin-fallback",
          "pekko.persistence.state-plugin-fallback");

  private Settings() {}

  /**
   * Fails on keys that mean nothing, which are usually misspelt.
   *
   * @param config a plugin's section, which stands at {@code path}
   * @param reference where the plugin's keys stand in {@code reference.conf}
   */
  public static void rejectUnknownKeys(Config config, String path, String reference) {
    Config defaults = ConfigFactory.defaultReference(Settings.class.getClassLoader());
    Set<String> known = new TreeSet<>(leaves(defaults.getConfig(reference)));
    for (String fallback : PEKKO_FALLBACKS) {
      known.addAll(leaves(defaults.getConfig(fallback)));
    }
    for (String key : leaves(config)) {
      if (!known.contains(key) && FREE_FORM.stream().noneMatch(key::startsWith)) {
        throw new ConfigException.BadPath(
            path + "." + key,
            "unknown key; remove it or correct its spelling. Known keys: "
                + leaves(defaults.getConfig(reference)));
      }
    }
  }

  private static Set<String> leaves(Config config) {
    Set<String> keys = new TreeSet<>();
    config.entrySet().forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }

  /** A directory: any non-empty path. */
  public static Path directory(Config config, String path, String key) {
    String value = config.getString(key);
    if (value.isBlank()) {
      throw new ConfigException.BadValue(path + "." + key, "is empty; name a directory");
    }
    return Path.of(value);
  }

  /** A size such as {@code 64 MiB}, within bounds. */
  public static int bytes(Config config, String path, String key, int least, int most) {
    return within(config.getBytes(key), path, key, least, most, "bytes");
  }

  /** A count within bounds. */
  public static int number(Config config, String path, String key, int least, int most) {
    return within(config.getLong(key), path, key, least, most, "");
  }

  private static int within(long value, String path, String key, int least, int most, String unit) {
    if (value < least || value > most) {
      throw new ConfigException.BadValue(
          path + "." + key,
          String.format("is %d %s; use a value from %d to %d", value, unit, least, most));
    }
    return (int) value;
  }
}
