package io.troupe.persistence.leveldb;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.troupe.persistence.plugin.Settings;
import java.nio.file.Path;

/**
 * The settings of one store, checked.
 *
 * @param fsync whether an acknowledgement waits for the disk
 * @param verifyChecksums whether LevelDB checks its blocks on reads; the records' own checksums are
 *     always checked
 * @param useNative whether to try the native engine first
 * @param maxBatchBytes a commit batch takes no further write beyond this
 * @param maxQueuedBytes all writes that are not yet durable
 * @param maxQueuedEvents likewise
 */
record JournalSettings(
    Path directory,
    boolean fsync,
    boolean verifyChecksums,
    boolean useNative,
    int maxBatchBytes,
    int maxQueuedBytes,
    int maxQueuedEvents,
    int writeBufferBytes) {

  static JournalSettings of(Config config, String path) {
    Settings.rejectUnknownKeys(config, path, "troupe.persistence.leveldb.journal");
    JournalSettings settings =
        new JournalSettings(
            Settings.directory(config, path, "dir"),
            config.getBoolean("fsync"),
            config.getBoolean("verify-checksums"),
            config.getBoolean("native"),
            Settings.bytes(config, path, "max-batch-bytes", 1 << 10, 1 << 30),
            Settings.bytes(config, path, "max-queued-bytes", 1 << 10, 1 << 30),
            Settings.number(config, path, "max-queued-events", 1, 100_000_000),
            Settings.bytes(config, path, "write-buffer-size", 64 << 10, 1 << 30));
    if (!config.getString("replay-filter.mode").equals("fail")
        && !config.getString("replay-filter.mode").equals("off")) {
      throw new ConfigException.BadValue(
          path + ".replay-filter.mode",
          "is "
              + config.getString("replay-filter.mode")
              + ", which could drop acknowledged events silently; use fail (or off)");
    }
    return settings;
  }
}
