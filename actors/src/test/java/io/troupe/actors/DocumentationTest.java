package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The links between the project's pages, and the tests that they name. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..");

  private static final Pattern RELATIVE_LINK = Pattern.compile("]\\((?!https?:|#)([^)#\\s]+)");

  private static final List<String> MODULES =
      List.of("protocols", "persistence", "actors", "testkit", "app");

  private static final Pattern NAMED_TEST =
      Pattern.compile("`(\\w+(?:Test|Contract))(?:\\.(\\w+?)(?:_?…)?)?`");

  static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> bench = Files.list(ROOT.resolve("bench"))) {
      return Stream.of(top, docs, bench)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_relative_link_leads_somewhere(Path page) {
    assertThat(RELATIVE_LINK.matcher(read(page)).results().map(link -> link.group(1)))
        .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
  }

  /** Names end in "…" where the rest is left out. */
  @Test
  void every_test_that_the_map_of_traps_names_exists() throws IOException {
    Map<String, String> sources = testSources();

    assertThat(NAMED_TEST.matcher(read(ROOT.resolve("docs/traps.md"))).results())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            named ->
                assertThat(sources)
                    .as(named.group())
                    .hasEntrySatisfying(
                        named.group(1),
                        source ->
                            assertThat(source)
                                .contains(method(Optional.ofNullable(named.group(2)).orElse("")))));
  }

  private static String method(String name) {
    return name.isEmpty() ? "class " : "  void " + name;
  }

  /** By class; classes of one name in several modules are taken together. */
  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(
                file ->
                    sources.merge(
                        file.getFileName().toString().replace(".java", ""),
                        read(file),
                        String::concat));
      }
    }
    return sources;
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
