package io.troupe.app.cli;

import io.troupe.persistence.leveldb.JournalFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./troupe journal backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Copy a journal, also while a process writes to it.",
      "",
      "The process is not disturbed. The copy holds all events that were acknowledged when this"
          + " began. It appears when it is complete, and is verified unless told otherwise. On the"
          + " same file system most of it are links: to be safe from the disk, copy it elsewhere.",
      "",
      "Snapshots are not part of it: copy their directory afterwards."
    })
final class JournalBackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The journal's directory.")
  private Path directory = Path.of("");

  @Parameters(paramLabel = "NEW-DIR", description = "The copy; must not exist, or be empty.")
  private Path copy = Path.of("");

  @Option(names = "--no-verify", description = "Do not read the copy once more.")
  private boolean unverified;

  @Override
  public Integer call() throws CommandFailure {
    long bytes =
        JournalWork.run(
            "copying " + directory,
            spec,
            progress -> JournalFiles.backup(directory, copy, progress));
    List<String> problems =
        unverified
            ? List.of()
            : JournalWork.on(copy, "verifying " + copy, spec, JournalFiles::verify);
    PrintWriter out = spec.commandLine().getOut();
    problems.forEach(out::println);
    out.printf(
        "copied %,d bytes to %s%s%n",
        bytes,
        copy,
        unverified ? "" : problems.isEmpty() ? ": all is well" : ", which has problems");
    return problems.isEmpty() ? ExitCode.OK : ExitCode.NO;
  }
}
