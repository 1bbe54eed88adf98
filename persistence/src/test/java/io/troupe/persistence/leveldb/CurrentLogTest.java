package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.SortedMap;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.WriteBatch;
import org.iq80.leveldb.WriteOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every log that LevelDB begins is noticed with the first write to it. */
class CurrentLogTest {
  private static final int CHUNK_BYTES = 64 << 10;

  /** With the headers of its two fragments it fills the first chunk of a log. */
  private static final int FILLING_BYTES = CHUNK_BYTES - 2 * LogFile.HEADER_BYTES;

  @TempDir Path directory;

  @Test
  void a_native_log_that_is_left_exactly_full_is_noticed_while_it_still_exists() throws Exception {
    CurrentLog log = new CurrentLog(directory, false);
    Files.write(directory.resolve("000003.log"), new byte[CHUNK_BYTES]);
    assertThat(log.keep(FILLING_BYTES - 200)).isTrue();
    assertThat(log.keep(200 - LogFile.HEADER_BYTES)).isFalse();

    Files.write(directory.resolve("000005.log"), new byte[CHUNK_BYTES]);

    assertThat(log.keep(100)).isTrue();
    assertThat(log.keep(100)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void each_new_log_of_an_engine_is_noticed(Engine engine) throws Exception {
    long seed = 20261125;
    Random random = new Random(seed);
    JournalSettings settings = Workload.settings(directory, engine == Engine.NATIVE);
    CurrentLog log = new CurrentLog(directory, engine == Engine.JAVA);
    Path last = directory.resolve("none");
    long end = 0;
    int begun = 0;
    try (DB db = engine.open(directory, settings)) {
      for (int i = 0; i < 200; i++) {
        int size = i % 20 == 0 ? FILLING_BYTES : 40 + random.nextInt(3_000);
        write(db, size);
        Path now = newest();
        boolean isNew = !now.equals(last);
        end = LogFile.endOf(isNew ? 0 : end, size);
        begun += isNew ? 1 : 0;
        last = now;

        assertThat(LogFile.scan(now, record -> {}).goodEnd())
            .as("seed %d, write %d", seed, i)
            .isEqualTo(end);
        assertThat(log.keep(size)).as("seed %d, write %d", seed, i).isEqualTo(isNew);
      }
    }
    assertThat(begun).isGreaterThan(10);
  }

  private Path newest() throws IOException {
    SortedMap<Long, Path> logs = Manifest.logsIn(directory);
    return logs.values().stream().reduce((older, newer) -> newer).orElseThrow();
  }

  /** Writes a batch that has so many bytes in the log. */
  private static void write(DB db, int logBytes) throws IOException {
    int around = LogFile.BATCH_HEADER_BYTES + 1 + 2;
    int valueBytes = logBytes - around - 1;
    valueBytes -= Fields.varintBytes(valueBytes) - 1;
    Puts puts = new Puts().put(new byte[1], new byte[valueBytes]);
    try (WriteBatch batch = db.createWriteBatch()) {
      puts.addTo(batch);
      assertThat(LogFile.BATCH_HEADER_BYTES + puts.logBytes()).isEqualTo(logBytes);
      db.write(batch, new WriteOptions().sync(true));
    }
  }
}
