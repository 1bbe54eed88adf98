package io.troupe.persistence.leveldb;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.fusesource.leveldbjni.JniDBFactory;
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
    String command =
        "ulimit -f %d; export JDK_JAVA_OPTIONS=-Dlibrary.leveldbjni.path=%s; exec \"$@\""
            .formatted(limitKib, unpackedLibrary());
    List<String> limited = List.of("/bin/bash", "-c", command, "limited");

    OptionalInt ended = KilledWriter.untilItEnds(limited, directory, engine, ledger::note);

    System.out.printf(
        "%s engine, files up to %d KiB: %,d events, then %s%n",
        engine,
        limitKib,
        ledger.events(),
        ended.isPresent() ? "exit code " + ended.getAsInt() : "nothing more in 30 s");
    assertThat(ledger.events()).isPositive();
    assertThat(directory.resolve(engine).resolve("db/LOG").toFile().exists())
        .as("whether it was native LevelDB, which keeps a log of what it does")
        .isEqualTo(engine.equals(KilledWriter.NATIVE));
    EventStore store = EventStore.open(settings(engine));
    try {
      ledger.assertKept(store, directory.toString());
    } finally {
      store.close();
    }
  }

  /** Where native LevelDB is, which is larger than the limits and could not be unpacked in them. */
  private Path unpackedLibrary() throws IOException {
    Path path = Files.createDirectories(directory.resolve("library"));
    try (InputStream library =
        JniDBFactory.class.getResourceAsStream("/META-INF/native/linux64/libleveldbjni.so")) {
      assumeTrue(library != null && Engine.choose(settings(KilledWriter.NATIVE)) == Engine.NATIVE);
      Files.copy(requireNonNull(library), path.resolve("libleveldbjni.so"));
    }
    return path;
  }

  private JournalSettings settings(String engine) {
    return Workload.settings(directory.resolve(engine), engine.equals(KilledWriter.NATIVE));
  }
}
