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
 * Forks a JVM for each run, with the same flags whatever the system, and a data directory that is
 * empty before and gone after.
 *
 * @param jvmFlags of every child
 * @param load how long, and whether to reopen
 * @param scratch an existing directory for data, on the disk to be measured
 * @param recordings where each child leaves a flight recording, if anywhere
 */
record CellJvm(List<String> jvmFlags, Load load, Path scratch, Optional<Path> recordings) {

  private static final int LOG_LINES_SHOWN = 20;

  /**
   * HotSpot samples threads by SIGUSR2, which SOFAJRaft takes over to dump its state into the
   * working directory: a recording would hold nothing but that. A real-time signal is free.
   */
  private static final String SAMPLING_SIGNAL = "40";

  CellJvm {
    jvmFlags = List.copyOf(jvmFlags);
  }

  record Load(double warmupSeconds, double seconds, boolean reopen) {}

  /** A run that lost writes, or did not come to an end. */
  static final class RunFailed extends Exception {
    private static final long serialVersionUID = 1L;

    RunFailed(String message) {
      super(message);
    }
  }

  CellResult measure(Cell.Run run) throws RunFailed, IOException, InterruptedException {
    Path directory = Files.createDirectory(scratch.resolve(run.fileName()));
    Path log = scratch.resolve(run.fileName() + ".log");
    Path resultFile = scratch.resolve(run.fileName() + ".properties");
    ProcessBuilder builder =
        new ProcessBuilder(command(run, directory, resultFile))
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("_JAVA_SR_SIGNUM", SAMPLING_SIGNAL);
    Process child = builder.start();
    try {
      int exit = child.waitFor();
      if (exit != 0) {
        throw new RunFailed(
            run + " failed with exit code " + exit + "; the end of its log:\n" + tail(log));
      }
      return CellResult.load(resultFile);
    } finally {
      child.destroyForcibly();
      delete(directory);
    }
  }

  private List<String> command(Cell.Run run, Path directory, Path resultFile) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmFlags);
    recordings.ifPresent(
        into ->
            command.add(
                "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                    + into.resolve(run.fileName() + ".jfr").toAbsolutePath()));
    command.add("-Djava.io.tmpdir=" + scratch);
    command.addAll(List.of("-cp", classPath(run.system()), Bench.class.getName()));
    command.addAll(List.of("cell", "--system", run.system()));
    command.addAll(List.of("--value", String.valueOf(run.cell().valueBytes())));
    command.addAll(List.of("--outstanding", String.valueOf(run.cell().outstanding())));
    command.addAll(List.of("--warmup", String.valueOf(load.warmupSeconds())));
    command.addAll(List.of("--seconds", String.valueOf(load.seconds())));
    if (load.reopen()) {
      command.add("--reopen");
    }
    command.addAll(List.of("--dir", directory.toString(), "--result", resultFile.toString()));
    return command;
  }

  /** This JVM's, behind whatever the system needs in another version: {@code lib-<system>}. */
  private static String classPath(String system) {
    String shared = System.getProperty("java.class.path");
    String libraries = System.getProperty("troupe.bench.libraries");
    return libraries == null
        ? shared
        : Path.of(libraries).resolve("lib-" + system) + "/*" + File.pathSeparator + shared;
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    int from = Math.max(0, lines.size() - LOG_LINES_SHOWN);
    return String.join("\n", lines.subList(from, lines.size()));
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
