package io.troupe.testkit.simulation.raft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** L5: hash order, identity hashes and the like differ between JVMs; traces do not. */
class TwoJvmsTest {
  private static final long FIRST_SEED = 1;
  private static final long LAST_SEED = 5;

  @Test
  void the_same_seeds_give_the_same_traces_byte_for_byte_in_another_jvm()
      throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TraceHashes.class.getName(),
                Long.toString(FIRST_SEED),
                Long.toString(LAST_SEED))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> here = TraceHashes.of(FIRST_SEED, LAST_SEED);

    List<String> there = new String(other.getInputStream().readAllBytes(), UTF_8).lines().toList();

    assertThat(other.waitFor()).isZero();
    assertThat(here).doesNotHaveDuplicates();
    assertThat(there).isEqualTo(here);
  }
}
