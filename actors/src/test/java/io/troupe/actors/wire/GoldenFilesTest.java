package io.troupe.actors.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of version 1, kept in files: what one version of Troupe wrote, the next must read.
 *
 * <p>{@code -Dtroupe.golden.write=true} writes the files anew. Look at the difference before it is
 * committed: a changed file means that old journals and old peers are not understood any more,
 * unless the format's version number changed too.
 */
class GoldenFilesTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden");

  @BeforeAll
  static void write_them_anew_if_asked_to() throws IOException {
    if (!Boolean.getBoolean("troupe.golden.write")) {
      return;
    }
    Files.createDirectories(DIRECTORY);
    for (Map.Entry<String, Object> sample : Samples.all().entrySet()) {
      Files.writeString(file(sample.getKey()), Encoded.of(sample.getValue()).toText());
    }
  }

  static Stream<String> names() {
    return Samples.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void what_is_written_today_is_what_version_1_wrote(String name) {
    Object sample = sample(name);

    assertThat(Encoded.of(sample).toText())
        .as("bytes of %s; see %s for how to change them", name, GoldenFilesTest.class)
        .isEqualTo(read(name).toText());
  }

  @ParameterizedTest
  @MethodSource("names")
  void what_version_1_wrote_is_understood_today(String name) {
    Encoded golden = read(name);

    assertThat(golden.decode()).isEqualTo(sample(name));
    assertThat(golden.decodeFromDirectBuffer()).isEqualTo(sample(name));
  }

  @Test
  void every_golden_file_has_its_sample() throws IOException {
    assumeFalse(Boolean.getBoolean("troupe.golden.write"), "old files may still lie there");

    try (Stream<Path> files = Files.list(DIRECTORY)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".hex", "")))
          .containsExactlyInAnyOrderElementsOf(new TreeSet<>(Samples.all().keySet()));
    }
  }

  static Encoded read(String name) {
    try {
      return Encoded.parse(Files.readString(file(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no golden file for " + name + ": run this test with -Dtroupe.golden.write=true", e);
    }
  }

  private static Object sample(String name) {
    return Samples.all().getOrDefault(name, "no such sample");
  }

  private static Path file(String name) {
    return DIRECTORY.resolve(name + ".hex");
  }
}
