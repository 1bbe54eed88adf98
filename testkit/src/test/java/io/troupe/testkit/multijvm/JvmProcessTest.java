package io.troupe.testkit.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real JVMs that are started, stopped, paused and killed. */
@Timeout(120)
class JvmProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofMillis(200);
  private static final int SIGTERM_EXIT = 143;

  private final int port = FreePorts.take(1).get(0);
  @TempDir private Path directory = Path.of("");
  private JvmGroup group = JvmGroup.of(List.of());
  private JvmProcess child = new JvmProcess(JvmSpec.of("none", ChildMain.class, Path.of("none")));

  @BeforeEach
  void start() {
    group.close();
    group =
        JvmGroup.of(
            List.of(
                JvmSpec.of("child", ChildMain.class, directory.resolve("child.log"))
                    .withOptions("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                    .withArguments(directory.toString(), String.valueOf(port))));
    group.startAll();
    child = group.member("child");
    assertThat(Answers.await(port)).isEqualTo(1);
  }

  @AfterEach
  void close() {
    group.close();
  }

  @Test
  void killed_it_is_gone_at_once_and_starts_again_on_the_same_directory() {
    long pid = child.pid();

    child.kill();

    assertThat(isGone(pid)).isTrue();
    assertThat(child.logTail()).doesNotContain("stopped in order");
    child.start();
    assertThat(Answers.await(port)).isEqualTo(2);
    assertThat(child.pid()).isNotEqualTo(pid);
  }

  @Test
  void asked_to_stop_it_ends_in_order() {
    assertThat(child.stop(PATIENCE)).isEqualTo(SIGTERM_EXIT);

    assertThat(child.logTail()).contains("stopped in order");
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void paused_it_answers_nobody_until_it_goes_on() {
    child.pause();

    assertThat(child.isPaused()).isTrue();
    assertThat(Answers.ask(port, MOMENT)).isEmpty();

    child.resume();
    assertThat(child.isPaused()).isFalse();
    assertThat(Answers.await(port)).isEqualTo(1);
  }

  @Test
  void paused_it_can_be_killed_and_started_again() {
    child.pause();

    child.kill();

    assertThat(child.isAlive()).isFalse();
    child.start();
    assertThat(child.isPaused()).isFalse();
    assertThat(Answers.await(port)).isEqualTo(2);
  }

  @Test
  void paused_it_can_be_asked_to_stop() {
    child.pause();

    assertThat(child.stop(PATIENCE)).isEqualTo(SIGTERM_EXIT);
  }

  @Test
  void one_that_ended_by_itself_is_reported_with_the_end_of_its_log() {
    ProcessHandle.of(child.pid()).orElseThrow().destroy();
    Waiting.until("the end", PATIENCE, () -> Optional.of(0).filter(zero -> !child.isAlive()));

    assertThatThrownBy(child::kill)
        .isInstanceOf(TrialFailure.class)
        .hasMessageContaining("child has stopped by itself")
        .hasMessageContaining("stopped in order");
  }

  @Test
  void a_closed_group_has_nobody_left_paused_or_not() {
    long pid = child.pid();
    child.pause();

    group.close();

    assertThat(isGone(pid)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_child_dies_with_its_parent_paused_or_not(boolean paused) throws IOException {
    Path theirs = Files.createDirectory(directory.resolve("theirs"));
    JvmSpec spec =
        JvmSpec.of("parent", ParentMain.class, theirs.resolve("parent.log"))
            .withArguments(theirs.toString(), String.valueOf(paused));
    try (JvmGroup parents = JvmGroup.of(List.of(spec))) {
      parents.startAll();
      long grandchild = Waiting.until("a grandchild", PATIENCE, () -> pidIn(theirs.resolve("pid")));
      assertThat(isGone(grandchild)).isFalse();

      parents.killAll();

      Waiting.until(
          "the grandchild dies",
          PATIENCE,
          () -> Optional.of(grandchild).filter(JvmProcessTest::isGone));
    }
  }

  private static Optional<Long> pidIn(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Long.parseLong(Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Gone, or dead and waiting for whoever has adopted it to notice. */
  private static boolean isGone(long pid) {
    if (ProcessHandle.of(pid).isEmpty()) {
      return true;
    }
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException e) {
      return ProcessHandle.of(pid).isEmpty();
    }
  }
}
