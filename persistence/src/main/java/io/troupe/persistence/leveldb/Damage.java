package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import java.nio.file.Path;

/** Words for damage: every message names the file and ends with the same fix. */
final class Damage {
  static final String FIX =
      "do not write on top of it: restore the whole journal directory from a backup, or rebuild"
          + " this node from its peers on an empty directory";

  private Damage() {}

  static JournalException.Damaged of(Path file, String what) {
    return new JournalException.Damaged("journal file " + file + " " + what + "; " + FIX);
  }
}
