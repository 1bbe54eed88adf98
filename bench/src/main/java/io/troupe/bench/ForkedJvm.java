package io.troupe.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Forks a JVM for each run, with the same flags whatever is measured, and a data directory that is
 * empty before and gone after.
 *
 * @param jvmFlags of every child
 * @param scratch an existing directory for data, on the disk to be measured
 * @param recordings where each child leaves a flight recording, if anywhere
 */
record ForkedJvm(List<String> jvmFlags, Path scratch, Optional<Path> recordings) {

  private static final int LOG_LINES_SHOWN = 20;

  /**
   * HotSpot samples threads by SIGUSR2, which SOFAJRaft takes over to dump its state into the
   * working directory: a recording would hold nothing but that. A real-time signal is free.
   */
  private static final String SAMPLING_SIGNAL = "40";

  ForkedJvm {
    jvmFlags = List.copyOf(jvmFlags);
  }

  /** A run that lost writes, or did not come to an end. */
  static final class RunFailed extends Exception {
    private static final long serialVersionUID = 1L;

    RunFailed(String message) {
      super(message);
    }
  }

  /** Reads what a child left. */
  interface Loader<T> {
    T load(Path resultFile) throws IOException;
  }

  /**
   * Runs a command of {@link Bench}, which finds its data directory in {@code --dir} and leaves its
   * result in {@code --result}.
   *
   * @param name for files and messages
   * @param libraries whose libraries in {@code lib-<libraries>} go ahead of the shared ones
   */
  <T> T run(String name, String libraries, List<String> arguments, Loader<T> result)
      throws RunFailed, IOException, InterruptedException {
    Path directory = Files.createDirectory(scratch.resolve(name));
    Path log = scratch.resolve(name + ".log");
    Path resultFile = scratch.resolve(name + ".properties");
    ProcessBuilder builder =
        new ProcessBuilder(command(name, libraries, arguments, directory, resultFile))
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("_JAVA_SR_SIGNUM", SAMPLING_SIGNAL);
    Process child = builder.start();
    try {
      int exit = child.waitFor();
      if (exit != 0) {
        throw new RunFailed(
            name + " failed with exit code " + exit + "; the end of its log:\n" + tail(log));
      }
      return result.load(resultFile);
    } finally {
      child.destroyForcibly();
      delete(directory);
    }
  }

  private List<String> command(
      String name, String libraries, List<String> arguments, Path directory, Path resultFile) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmFlags);
    recordings.ifPresent(
        into ->
            command.add(
                "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                    + into.resolve(name + ".jfr").toAbsolutePath()));
    command.add("-Djava.io.tmpdir=" + scratch);
    command.addAll(List.of("-cp", classPath(libraries), Bench.class.getName()));
    command.addAll(arguments);
    command.addAll(List.of("--dir", directory.toString(), "--result", resultFile.toString()));
    return command;
  }

  /** This JVM's, behind whatever is needed in another version: {@code lib-<libraries>}. */
  private static String classPath(String libraries) {
    String shared = System.getProperty("java.class.path");
    String target = System.getProperty("troupe.bench.libraries");
    return target == null
        ? shared
        : Path.of(target).resolve("lib-" + libraries) + "/*" + File.pathSeparator + shared;
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    int from = Math.max(0, lines.size() - LOG_LINES_SHOWN);
    return String.join("\n", lines.subList(from, lines.size()));
  }

  /** On Ctrl-C too: ends a child under way before its files go. */
  static void cleanUp(Path scratch) {
    ProcessHandle.current()
        .children()
        .peek(ProcessHandle::destroyForcibly)
        .forEach(child -> child.onExit().join());
    try {
      delete(scratch);
    } catch (IOException e) {
      System.err.println("could not delete " + scratch + ": " + e);
    }
  }

  /** Deletes a directory and everything in it. */
  static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(directory)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
