package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any file of a closed journal is altered, cut, blanked or deleted, at places drawn from the seed
 * ({@code -Dtroupe.seed}): either every event is there, or the file is named.
 */
class DamageSamplingTest {
  private static final long SEED = Long.getLong("troupe.seed", System.nanoTime());

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private final ActorSystem serializers = ActorSystem.create("serializers", ConfigFactory.load());
  private final Random random = new Random(SEED);
  private final Ledger ledger = new Ledger();

  @AfterEach
  void stop() {
    TestKit.shutdownActorSystem(serializers);
  }

  private enum Kind {
    FLIP {
      @Override
      void damage(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        Files.write(file, bytes);
      }
    },
    BLANK {
      @Override
      void damage(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int from = random.nextInt(bytes.length) & ~511;
        Arrays.fill(bytes, from, Math.min(bytes.length, from + 512), (byte) 0);
        Files.write(file, bytes);
      }
    },
    CUT {
      @Override
      void damage(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      }
    },
    DELETE {
      @Override
      void damage(Path file, Random random) throws IOException {
        Files.delete(file);
      }
    };

    abstract void damage(Path file, Random random) throws IOException;
  }

  @ParameterizedTest(name = "native engine: {0}")
  @ValueSource(booleans = {true, false})
  void damage_of_any_file_loses_nothing_in_silence(boolean useNative) throws Exception {
    Map<String, Integer> reported = sample(useNative, 30);

    assertThat(reported).as("seed %d", SEED).isNotEmpty();
  }

  @Tag("soak")
  @ParameterizedTest(name = "native engine: {0}")
  @ValueSource(booleans = {true, false})
  void thousands_of_damages(boolean useNative) throws Exception {
    int samples = Integer.getInteger("troupe.damages", 2_000);
    System.out.printf(
        "native engine: %s, %d damages, reported: %s, seed %d%n",
        useNative, samples, sample(useNative, samples), SEED);
  }

  /** Returns how many damages were reported, by the kind of file. */
  private Map<String, Integer> sample(boolean useNative, int samples) throws Exception {
    Path template = directory.resolve("template");
    new Workload(serializers, template, useNative, SEED, 2, 250, ledger::note).run();
    List<Path> files = filesIn(template);
    Map<String, Integer> reported = new TreeMap<>();
    for (int i = 0; i < samples; i++) {
      Path file = files.get(random.nextInt(files.size()));
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      Path copy = directory.resolve("sample");
      copy(template, copy);
      kind.damage(copy.resolve(file), random);
      String as = "seed " + SEED + ", sample " + i + ", " + kind + " of " + file;
      if (isReported(copy, file, useNative, as)) {
        reported.merge(kindOf(file), 1, Integer::sum);
      }
      delete(copy);
    }
    return reported;
  }

  private boolean isReported(Path journal, Path file, boolean useNative, String as)
      throws Exception {
    try {
      EventStore store = EventStore.open(Workload.settings(journal, useNative));
      try {
        ledger.assertKept(store, as);
        return false;
      } finally {
        store.close();
      }
    } catch (JournalException.Damaged | JournalException.Unavailable | IOException e) {
      // What the last entries of a manifest named is what is missed when they are damaged.
      boolean isManifest = file.getFileName().toString().startsWith("MANIFEST");
      // Nothing but its place among the others tells of a newest log that is gone.
      boolean isGone = file.toString().endsWith(".log") && !journal.resolve(file).toFile().exists();
      String named = isManifest || isGone ? "db" : file.getFileName().toString();
      assertThat(e).as(as).hasMessageContaining(journal.toString()).hasMessageContaining(named);
      return true;
    }
  }

  private static String kindOf(Path file) {
    return file.getFileName().toString().replaceFirst("^[0-9]+\\.", "").replaceFirst("-.*", "");
  }

  private static List<Path> filesIn(Path journal) throws IOException {
    try (Stream<Path> all = Files.walk(journal)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toFile().length() > 0)
          .map(journal::relativize)
          .filter(file -> !file.toString().equalsIgnoreCase("lock"))
          .sorted()
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
