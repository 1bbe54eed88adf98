package io.troupe.testkit.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.multijvm.ProxiedNetwork.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/testing.md: it compiles, it runs, and the page shows this very code. */
@Timeout(120)
class MultiJvmExampleTest {
  private static final Path PAGE = Path.of("../docs/testing.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/troupe/testkit/multijvm/MultiJvmExampleTest.java");
  private static final String MARK = "  // #example\n";

  // #example
  @Test
  void a_cannot_be_heard_while_its_link_is_cut_and_comes_back_from_a_kill(@TempDir Path logs) {
    try (ProxiedNetwork network = ProxiedNetwork.between(List.of("a", "b"));
        JvmGroup jvms =
            JvmGroup.of(List.of(peer(network, "a", "b", logs), peer(network, "b", "a", logs)))) {
      Link there = network.link("a", "b");
      jvms.startAll();
      awaitMoreBytes(there);

      there.cut(); // what a sends to b vanishes; what b sends to a does not
      long heardBytes = there.carriedBytes();
      awaitMoreBytes(network.link("b", "a"));
      assertThat(there.carriedBytes()).isEqualTo(heardBytes);

      there.heal();
      jvms.member("b").pause(); // stands still, as in a long garbage collection
      jvms.member("a").kill(); // kill -9
      jvms.member("a").start(); // on the same ports and directories
      jvms.member("b").resume();
      awaitMoreBytes(there);
    }
  }

  private static JvmSpec peer(ProxiedNetwork network, String name, String other, Path logs) {
    Endpoint own = network.endpoint(name);
    return JvmSpec.of(name, PeerMain.class, logs.resolve(name + ".log"))
        .withArguments(
            String.valueOf(own.boundPort()), // where it listens
            own.clientAddress().getHostAddress(), // where its connections come from
            String.valueOf(network.endpoint(other).publishedPort())); // where the other is
  }

  // #example

  private static void awaitMoreBytes(Link link) {
    long before = link.carriedBytes();
    Waiting.until(
        link + " carries more",
        Duration.ofSeconds(30),
        () -> Optional.of(link.carriedBytes()).filter(bytes -> bytes > before));
  }

  @Test
  void the_page_shows_this_code() throws IOException {
    String source = Files.readString(SOURCE);
    int from = source.indexOf(MARK) + MARK.length();
    String region = source.substring(from, source.indexOf(MARK, from));
    String example = region.stripTrailing().stripIndent();

    assertThat(Files.readString(PAGE)).contains("```java\n" + example + "\n```\n");
  }
}
