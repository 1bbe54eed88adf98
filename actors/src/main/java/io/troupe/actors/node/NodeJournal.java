package io.troupe.actors.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.troupe.actors.TroupeConfigurationException;
import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.LeveldbJournal;
import java.io.IOException;
import java.nio.file.Path;

/** The journal of a node's logs and roles: the embedded one, or the one that is configured. */
final class NodeJournal {
  private static final String EMBEDDED_JOURNAL = "troupe.persistence.leveldb.journal";
  private static final String OWN_JOURNAL = "troupe.log.journal";

  private final TroupeSettings settings;
  private final DataDirectory directory;
  private boolean checked;

  NodeJournal(TroupeSettings settings, DataDirectory directory) {
    this.settings = settings;
    this.directory = directory;
  }

  /**
   * The embedded journal in the data directory, under an id of its own, or the configured one.
   *
   * @throws TroupeConfigurationException if the embedded one cannot be used
   */
  LogActor.JournalPlugin plugin() {
    if (settings.journalPluginId().isPresent()) {
      return new LogActor.JournalPlugin(settings.journalPluginId().get(), ConfigFactory.empty());
    }
    Path journal = directory.resolve("journal");
    Config config =
        settings
            .config()
            .getConfig(EMBEDDED_JOURNAL)
            .withValue("dir", ConfigValueFactory.fromAnyRef(journal.toString()))
            .withValue("plugin-dispatcher", ConfigValueFactory.fromAnyRef(Node.DISPATCHER_ID))
            .atPath(OWN_JOURNAL);
    if (!checked) {
      requireUsable(config);
      checked = true;
    }
    return new LogActor.JournalPlugin(OWN_JOURNAL, config);
  }

  /** A damaged journal is told now, by name, not by recoveries that time out. */
  private void requireUsable(Config journal) {
    JournalIdentity identity = new JournalIdentity(directory);
    try {
      identity.check();
      LeveldbJournal.requireUsable(journal.withFallback(settings.config()), OWN_JOURNAL);
      identity.remember();
    } catch (IOException | JournalException | ConfigException unusable) {
      throw new TroupeConfigurationException(
          "the journal cannot be used: " + unusable.getMessage(), unusable);
    }
  }
}
