package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.iq80.leveldb.DB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
  private static final int ENTRIES = 300;

  @TempDir Path directory;

  /** A table of entries with the sequence numbers up to {@link #ENTRIES}. */
  private Path table(boolean isCompressed) throws IOException {
    JournalSettings settings = Workload.settings(directory, true);
    for (int open = 1; open <= 2; open++) {
      try (DB db =
          isCompressed
              ? Engine.NATIVE.openCompressed(directory, settings)
              : Engine.NATIVE.open(directory, settings)) {
        for (int i = 0; open == 1 && i < ENTRIES; i++) {
          db.put(("key " + i).getBytes(UTF_8), new byte[100]);
        }
      }
    }
    return Manifest.tablesIn(directory).values().iterator().next();
  }

  @Test
  void a_table_tells_how_far_its_sequence_numbers_reach() throws IOException {
    Path table = table(false);

    assertThat(TableFile.isIntact(table)).isTrue();
    assertThat(TableFile.isCompressed(table)).isFalse();
    assertThat(TableFile.reaches(table, 1)).isTrue();
    assertThat(TableFile.reaches(table, ENTRIES)).isTrue();
    assertThat(TableFile.reaches(table, ENTRIES + 1)).isFalse();
  }

  @Test
  void an_altered_block_says_nothing_of_sequence_numbers() throws IOException {
    Path table = table(false);
    byte[] bytes = Files.readAllBytes(table);

    for (int at = 0; at < bytes.length; at += 97) {
      bytes[at] ^= 1;
      Files.write(table, bytes);
      assertThat(TableFile.reaches(table, ENTRIES + 1)).as("byte %d", at).isFalse();
      bytes[at] ^= 1;
    }
  }

  @Test
  void a_compressed_table_is_told_from_a_damaged_one() throws IOException {
    Path table = table(true);

    assertThat(TableFile.isCompressed(table)).isTrue();
    assertThat(TableFile.isIntact(table)).isTrue();
    assertThat(TableFile.reaches(table, 1)).isFalse();
  }
}
