package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.contract.JournalDriver;
import io.troupe.persistence.leveldb.JournalFiles.Migrated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.persistence.journal.Tagged;
import org.iq80.leveldb.DB;

/** A journal of Pekko's own LevelDB plugin in {@code old}, to be migrated to {@code journal}. */
record StockJournal(Path directory) {
  static final String WRITER = "11111111-2222-3333-4444-555555555555";

  /** As {@link Engine#JAVA} does: the class that reads it may be loaded by the plugin first. */
  static void syncWholeLogs() {
    System.setProperty("leveldb.mmap", "false");
  }

  static Config config(Path journal, boolean useNative) {
    return ConfigFactory.parseString(
            String.format(
                "pekko.persistence.journal { plugin = pekko.persistence.journal.leveldb%n"
                    + " leveldb { dir = \"%s\", native = %s } }",
                journal, useNative))
        .withFallback(Plugins.config(journal.resolveSibling("unused"), useNative));
  }

  Path old() {
    return directory.resolve("old");
  }

  Path journal() {
    return directory.resolve("journal");
  }

  JournalDriver open(boolean useNative) {
    return new JournalDriver(config(old(), useNative));
  }

  JournalDriver openMigrated() {
    return new JournalDriver(Plugins.config(directory, true));
  }

  Migrated migrate() throws IOException {
    return JournalFiles.migrate(old(), journal(), (done, total) -> {});
  }

  /** "a": 1 to 6 with tags, the first two deleted; "b": 1 to 3; "gone": all deleted. */
  List<JournalDriver.Replayed> fill(boolean useNative) {
    try (JournalDriver journal = open(useNative)) {
      for (int i = 1; i <= 6; i++) {
        journal.write(
            JournalDriver.atomic("a", WRITER, i, new Tagged("a-" + i, Set.of("red", "t" + i))));
      }
      journal.write("b", "another writer", 1, 3);
      journal.write("gone", WRITER, 1, 4);
      journal.delete("a", 2);
      journal.delete("gone", 4);
      journal.replay("asked for only");
      return Stream.of("a", "b", "gone").map(journal::replay).toList();
    }
  }

  /** Something that a disk may have done to the old journal. */
  interface Change {
    void to(DB db);
  }

  void alter(Change change) throws IOException {
    try (DB db = Engine.NATIVE.open(old(), JournalFiles.settings(old()))) {
      change.to(db);
    }
  }

  static int idOf(String name, DB db) {
    for (int id = StockKey.FIRST_ID; ; id++) {
      if (new String(db.get(StockKey.name(id).encode()), UTF_8).equals(name)) {
        return id;
      }
    }
  }
}
