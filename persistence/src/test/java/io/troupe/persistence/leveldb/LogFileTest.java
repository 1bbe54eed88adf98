package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  private static final int BLOCK_BYTES = 32 << 10;

  @TempDir Path directory;

  @Test
  void what_is_appended_is_read_back_wherever_a_block_ends() throws Exception {
    for (int left = 0; left < 30; left++) {
      Path file = Files.createFile(directory.resolve("log-" + left));
      byte[] first = new byte[BLOCK_BYTES - 7 - left];
      byte[] second = {3, 77, 1, 2, 3, 4, 5, 6};

      LogFile.append(file, first);
      LogFile.append(file, second);
      LogFile.append(file, new byte[3 * BLOCK_BYTES]);

      List<byte[]> read = new ArrayList<>();
      LogFile.Scan scan = LogFile.scan(file, record -> read.add(record));
      assertThat(read).as("%d bytes left", left).hasSize(3);
      assertThat(read.get(0)).hasSize(first.length);
      assertThat(read.get(1)).isEqualTo(second);
      assertThat(read.get(2)).hasSize(3 * BLOCK_BYTES);
      long end = LogFile.endOf(LogFile.endOf(0, first.length), second.length);
      assertThat(LogFile.endOf(end, 3 * BLOCK_BYTES)).isEqualTo(Files.size(file));
      assertThat(scan).isEqualTo(new LogFile.Scan(Files.size(file), false, -1));
    }
  }
}
