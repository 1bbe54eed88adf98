package io.troupe.testkit.simulation.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.testkit.simulation.InvariantViolation;
import java.io.IOException;
import java.util.function.Supplier;

/** Which version of the sources failed. */
final class Revision {
  private Revision() {}

  /** Runs {@code run}; what it finds wrong names the commit. */
  static RunResult named(Supplier<RunResult> run) {
    try {
      return run.get();
    } catch (InvariantViolation violation) {
      throw violation.foundBy("at commit " + current());
    }
  }

  private static String current() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .redirectErrorStream(true)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
      return git.waitFor() == 0 ? said : "unknown";
    } catch (IOException noGit) {
      return "unknown";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
