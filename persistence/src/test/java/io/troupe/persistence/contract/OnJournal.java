package io.troupe.persistence.contract;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests on a journal: they share one actor system, each with persistence ids of its own, and
 * restart it where they ask what survives.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OnJournal {
  protected static final String WRITER = "11111111-2222-3333-4444-555555555555";

  protected Path directory;
  protected JournalDriver journal;

  /** Of each test its own. */
  protected String id;

  private int tests;
  private boolean altered;

  /** Selects the plugin, which keeps its files in the directory. */
  protected abstract Config config(Path directory);

  /** Whether events outlive the actor system. */
  protected boolean isDurable() {
    return true;
  }

  @BeforeAll
  void open(@TempDir Path files) {
    directory = files;
    journal = new JournalDriver(config(directory));
    id = "stream|0";
  }

  @BeforeEach
  void prepare() {
    id = "stream|" + ++tests;
    if (altered) {
      altered = false;
      restart();
    }
  }

  @AfterAll
  void close() {
    journal.close();
  }

  /** Starts the actor system anew, if there is something that should survive it. */
  protected final void restart() {
    if (isDurable()) {
      journal.close();
      journal = new JournalDriver(config(directory));
    }
  }

  /** Starts it anew with other settings for the rest of the test. */
  protected final void restartWith(String settings) {
    stop();
    journal =
        new JournalDriver(ConfigFactory.parseString(settings).withFallback(config(directory)));
  }

  /** Stops it for the rest of the test. */
  protected final void stop() {
    altered = true;
    journal.close();
  }

  protected static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }
}
