package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that can be started, paused, stopped and killed, again and again. It ends when this JVM
 * does, in whatever way. Not thread-safe, but {@link #destroy} may be called by any thread.
 */
public final class JvmProcess {
  private static final int LOG_TAIL_LINES = 15;

  private final JvmSpec spec;
  private volatile Optional<Process> process = Optional.empty();
  private Optional<Pause> pause = Optional.empty();

  JvmProcess(JvmSpec spec) {
    this.spec = spec;
  }

  public String name() {
    return spec.name();
  }

  public JvmSpec spec() {
    return spec;
  }

  /** Whether it runs, or is paused. */
  public boolean isAlive() {
    return process.map(Process::isAlive).orElse(false);
  }

  /** Of the newest start; there must have been one. */
  public long pid() {
    return process.orElseThrow().pid();
  }

  /** Starts it, and does not wait until it is up. It must not run. */
  public void start() {
    if (isAlive()) {
      throw new IllegalStateException(name() + " runs already");
    }
    forgetPause();
    ProcessBuilder builder =
        new ProcessBuilder(spec.command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
    try {
      process = Optional.of(builder.start());
    } catch (IOException e) {
      throw new TrialFailure(name() + ": cannot start a JVM", e);
    }
  }

  /**
   * {@code kill -9}, paused or not, and waits until the process is gone.
   *
   * @throws TrialFailure if it had ended by itself
   */
  public void kill() {
    requireAlive();
    destroy();
    forgetPause();
  }

  /** As {@link #kill}, but it may have ended already. */
  public void destroy() {
    process.ifPresent(running -> running.destroyForcibly().onExit().join());
  }

  /**
   * Asks it to stop, with SIGTERM, and waits until it has. A paused process goes on first.
   *
   * @return its exit code; a JVM that ends well on SIGTERM returns 143
   * @throws TrialFailure if it had ended by itself, or does not within {@code timeout}
   */
  public int stop(Duration timeout) {
    requireAlive();
    resume();
    Process running = process.orElseThrow();
    // Not destroy(), which closes the child's standard input first: it would halt.
    running.toHandle().destroy();
    try {
      if (!running.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TrialFailure(
            name() + " does not stop within " + timeout + "; the end of its log:\n" + logTail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrialFailure("interrupted");
    }
    return running.exitValue();
  }

  /**
   * Has it stand still, with SIGSTOP, as a virtual machine that is being moved or a host that swaps
   * does: connections stay open, the system takes what is sent to it, nobody answers. Returns when
   * it stands still. Does nothing if it does already.
   *
   * @throws TrialFailure if it had ended by itself
   */
  public void pause() {
    requireAlive();
    if (pause.isEmpty()) {
      pause = Optional.of(Pause.begin(pid()));
    }
  }

  public boolean isPaused() {
    return isAlive() && pause.isPresent();
  }

  /** Lets it go on, with SIGCONT; does nothing if it is not paused. */
  public void resume() {
    if (isAlive()) {
      pause.ifPresent(Pause::end);
      pause = Optional.empty();
    }
    forgetPause();
  }

  private void forgetPause() {
    pause.ifPresent(Pause::forget);
    pause = Optional.empty();
  }

  /**
   * Checks that it runs.
   *
   * @throws TrialFailure if it has ended by itself, with the end of its log
   */
  public void requireAlive() {
    if (!isAlive()) {
      throw new TrialFailure(name() + " has stopped by itself; the end of its log:\n" + logTail());
    }
  }

  /** The last {@value #LOG_TAIL_LINES} lines of what it has printed, of all starts. */
  public String logTail() {
    try {
      List<String> lines = Files.readAllLines(spec.log());
      int from = Math.max(0, lines.size() - LOG_TAIL_LINES);
      return String.join("\n", lines.subList(from, lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
