package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process that may not let a file grow beyond a limit, which is the refusal of a full disk that
 * can be had without privileges. Below the write buffer (256 KiB) it hits the log, above it the
 * tables that compactions make.
 */
@Tag("soak")
class FullDiskTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @ParameterizedTest(name = "{0} engine, files up to {1} KiB")
  @CsvSource({"native, 200", "java, 200", "native, 700", "java, 700"})
  void nothing_acknowledged_is_lost_when_the_disk_takes_no_more(String engine, int limitKib)
      throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs ulimit");
    Ledger ledger = new Ledger();
    List<String> limited =
        List.of("/bin/bash", "-c", "ulimit -f " + limitKib + "; exec \"$@\"", "limited");

    OptionalInt ended = KilledWriter.untilItEnds(limited, directory, engine, ledger::note);

    System.out.printf(
        "%s engine, files up to %d KiB: %,d events, then %s%n",
        engine,
        limitKib,
        ledger.events(),
        ended.isPresent() ? "exit code " + ended.getAsInt() : "nothing more in 30 s");
    assertThat(ledger.events()).isPositive();
    EventStore store =
        EventStore.open(
            Workload.settings(directory.resolve(engine), engine.equals(KilledWriter.NATIVE)));
    try {
      ledger.assertKept(store, directory.toString());
    } finally {
      store.close();
    }
  }
}
