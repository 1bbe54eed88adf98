package io.troupe.testkit.multijvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that stands still, and the shell that guards it. A stopped process cannot watch whether
 * its parent lives, so the shell does: when this JVM ends, the shell kills the process.
 */
final class Pause {
  /** Reads one word: without one, this JVM has ended. */
  private static final String GUARD =
      """
      kill -STOP "$1" || exit 1
      echo stopped
      read -r word || { kill -KILL "$1"; exit 0; }
      if [ "$word" = resume ]; then kill -CONT "$1"; fi
      """;

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final Process guard;

  private Pause(Process guard) {
    this.guard = guard;
  }

  /**
   * Stops the process, with SIGSTOP; on Linux, returns when each of its threads stands still.
   *
   * @throws TrialFailure if there is no such process
   */
  static Pause begin(long pid) {
    try {
      Process guard = new ProcessBuilder("sh", "-c", GUARD, "sh", String.valueOf(pid)).start();
      BufferedReader said =
          new BufferedReader(
              new InputStreamReader(guard.getInputStream(), StandardCharsets.US_ASCII));
      if (said.readLine() == null) {
        throw new TrialFailure("cannot pause process " + pid + ": it does not run");
      }
      Waiting.until("process " + pid + " stands still", STOP_TIMEOUT, () -> standsStill(pid));
      return new Pause(guard);
    } catch (IOException e) {
      throw new TrialFailure("cannot pause process " + pid + ": " + e.getMessage(), e);
    }
  }

  /** Empty while a thread still runs; where there is no /proc, the signal has to be enough. */
  private static Optional<Long> standsStill(long pid) {
    Path threads = Path.of("/proc", String.valueOf(pid), "task");
    if (!Files.isDirectory(threads)) {
      return Optional.of(pid);
    }
    try (Stream<Path> each = Files.list(threads)) {
      List<Path> all = each.toList();
      for (Path thread : all) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
          return Optional.empty();
        }
      }
      return Optional.of(pid);
    } catch (IOException e) {
      // A thread ended while we looked.
      return Optional.empty();
    }
  }

  /** Lets the process go on, with SIGCONT. */
  void end() {
    say("resume");
  }

  /** The process has died: nobody is to be signalled any more. */
  void forget() {
    say("dead");
  }

  private void say(String word) {
    try (OutputStream in = guard.getOutputStream()) {
      in.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      if (guard.isAlive()) {
        throw new TrialFailure("cannot tell the guard of a paused process: " + e.getMessage(), e);
      }
    }
    guard.onExit().join();
  }
}
