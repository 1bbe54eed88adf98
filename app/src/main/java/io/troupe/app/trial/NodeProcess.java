package io.troupe.app.trial;

import io.troupe.app.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One node in a JVM of its own, which dies with this one. Not thread-safe, but {@link #destroy} may
 * be called by any thread.
 */
public final class NodeProcess {
  /** C1 only: nodes that live for seconds, several on a few cores, would mostly run compilers. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--add-opens=java.base/java.nio=ALL-UNNAMED");

  private static final int LOG_TAIL_LINES = 15;

  private final NodeConf conf;
  private final Path logback;
  private volatile Optional<Process> process = Optional.empty();

  NodeProcess(NodeConf conf, Path logback) {
    this.conf = conf;
    this.logback = logback;
  }

  public String name() {
    return conf.name();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + conf.httpPort() + "/");
  }

  public boolean isAlive() {
    return process.map(Process::isAlive).orElse(false);
  }

  public long pid() {
    return process.orElseThrow().pid();
  }

  /** Starts the JVM on the node's directory, and does not wait. */
  public void start() {
    if (isAlive()) {
      throw new IllegalStateException(name() + " runs already");
    }
    ProcessBuilder builder =
        new ProcessBuilder()
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(conf.log().toFile()));
    builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(JVM_OPTIONS);
    builder.command().add("-Dlogback.configurationFile=" + logback);
    builder.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    builder.command().addAll(List.of(Main.class.getName(), "node", "--exit-with-parent"));
    builder.command().add(conf.file().toString());
    try {
      process = Optional.of(builder.start());
    } catch (IOException e) {
      throw new TrialFailure(name() + ": cannot start a JVM", e);
    }
  }

  /**
   * {@code kill -9}, and waits until the process is gone.
   *
   * @throws TrialFailure if it had died before, which no node may
   */
  public void kill() {
    requireAlive();
    destroy();
  }

  /** As {@link #kill}, but it may be dead already. */
  void destroy() {
    process.ifPresent(running -> running.destroyForcibly().onExit().join());
  }

  /**
   * @throws TrialFailure if it has ended by itself, with the end of its log
   */
  void requireAlive() {
    if (!isAlive()) {
      throw new TrialFailure(name() + " has stopped by itself; the end of its log:\n" + logTail());
    }
  }

  private String logTail() {
    try {
      List<String> lines = Files.readAllLines(conf.log());
      int from = Math.max(0, lines.size() - LOG_TAIL_LINES);
      return String.join("\n", lines.subList(from, lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
