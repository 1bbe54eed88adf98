package io.troupe.actors.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.troupe.actors.TroupeConfigurationException;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds keys under {@code troupe} that no module knows: a misspelt key must not silently leave a
 * default in force. Known is what stands in the {@code reference.conf} files, and what stands in
 * {@code groups}, {@code synods} and {@code registers} under a name.
 */
final class UnknownKeys {
  /** The sections whose keys are names, and what stands under each name. */
  private static final Map<String, Set<String>> NAMED =
      Map.of(
          "troupe.groups", Set.of("voters"),
          "troupe.synods", Set.of("members", "quorums"),
          "troupe.registers", Set.of("members", "quorums"));

  private UnknownKeys() {}

  static void check(Config troupe) {
    ConfigObject reference =
        ConfigFactory.defaultReferenceUnresolved().resolve().getObject("troupe");
    check("troupe", troupe.root(), reference);
  }

  private static void check(String path, ConfigObject found, ConfigObject known) {
    for (Map.Entry<String, ConfigValue> entry : found.entrySet()) {
      String key = path + "." + entry.getKey();
      ConfigValue reference = known.get(entry.getKey());
      Set<String> named = NAMED.get(key);
      if (named != null) {
        checkNamed(key, section(key, entry.getValue()), named);
      } else if (reference == null) {
        throw unknown(key, entry.getValue(), path, known.keySet());
      } else if (reference instanceof ConfigObject knownThere) {
        check(key, section(key, entry.getValue()), knownThere);
      }
    }
  }

  private static void checkNamed(String path, ConfigObject all, Set<String> known) {
    for (Map.Entry<String, ConfigValue> one : all.entrySet()) {
      String name = path + "." + one.getKey();
      for (Map.Entry<String, ConfigValue> entry : section(name, one.getValue()).entrySet()) {
        if (!known.contains(entry.getKey())) {
          throw unknown(name + "." + entry.getKey(), entry.getValue(), name, known);
        }
      }
    }
  }

  private static ConfigObject section(String key, ConfigValue found) {
    if (found instanceof ConfigObject section) {
      return section;
    }
    throw new TroupeConfigurationException(
        key + " is a section, not a value " + where(found) + "; write " + key + " { ... }");
  }

  private static TroupeConfigurationException unknown(
      String key, ConfigValue value, String path, Set<String> known) {
    String last = key.substring(path.length() + 1);
    String nearest =
        new TreeSet<>(known)
            .stream()
                .min(Comparator.comparingInt(candidate -> distance(candidate, last)))
                .filter(candidate -> distance(candidate, last) <= Math.max(2, last.length() / 3))
                .map(candidate -> "; did you mean " + path + "." + candidate + "?")
                .orElse("; known keys there: " + String.join(", ", new TreeSet<>(known)));
    return new TroupeConfigurationException("unknown key " + key + " " + where(value) + nearest);
  }

  private static String where(ConfigValue value) {
    return "(" + value.origin().description() + ")";
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
