package io.troupe.actors.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.troupe.actors.TroupeConfigurationException;
import java.util.Optional;
import java.util.Set;

/**
 * The Pekko Persistence journal that is to hold the log instead of the embedded one, checked: its
 * replay filter must not repair what two writers did. Pekko's default, {@code
 * repair-by-discard-old}, silently drops events of the writer that it takes for the older one, and
 * a replica that reads its log back so has forgotten votes and acknowledgements.
 */
final class JournalChoice {
  private static final String KEY = "troupe.log.journal-plugin-id";
  private static final String FALLBACK = "pekko.persistence.journal-plugin-fallback";
  private static final String MODE = "replay-filter.mode";

  /** The modes that drop nothing: a replay fails, warns, or looks at nothing. */
  private static final Set<String> HONEST = Set.of("fail", "warn", "off");

  private JournalChoice() {}

  /**
   * @return none for the embedded journal
   * @throws TroupeConfigurationException naming the key and the fix
   */
  static Optional<String> read(Config system) {
    String id = system.getString(KEY);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    requireHonest(id, mode(system, id));
    return Optional.of(id);
  }

  private static String mode(Config system, String id) {
    try {
      Config plugin = system.getConfig(id);
      return (system.hasPath(FALLBACK) ? plugin.withFallback(system.getConfig(FALLBACK)) : plugin)
          .getString(MODE);
    } catch (ConfigException unusable) {
      throw new TroupeConfigurationException(
          KEY
              + " = "
              + id
              + ": there is no such journal plugin in the configuration ("
              + unusable.getMessage()
              + ")",
          unusable);
    }
  }

  private static void requireHonest(String id, String mode) {
    if (!HONEST.contains(mode)) {
      throw new TroupeConfigurationException(
          KEY
              + " = "
              + id
              + ", but "
              + id
              + "."
              + MODE
              + " = "
              + mode
              + " may drop acknowledged events when the log is read back; set it to fail");
    }
  }
}
