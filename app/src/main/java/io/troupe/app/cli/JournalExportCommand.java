package io.troupe.app.cli;

import io.troupe.persistence.DurableFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./troupe journal export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write all events of a journal to a file, to keep or to import elsewhere.",
      "",
      "The file is complete or not there. Events that were deleted are left out; one that is"
          + " missing or altered ends the export with an error."
    })
final class JournalExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The journal's directory.")
  private Path directory = Path.of("");

  @Parameters(paramLabel = "FILE", description = "Where to; must not exist.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws CommandFailure {
    if (Files.exists(file)) {
      throw new CommandFailure(ExitCode.USAGE, file + " exists; name a file that does not");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new CommandFailure(
          ExitCode.USAGE, "there is no directory " + parent + "; create it, or name another file");
    }
    long events =
        JournalWork.on(
            directory,
            "exporting " + directory,
            spec,
            (files, progress) -> {
              long[] written = {0};
              DurableFile.write(file, out -> written[0] = files.exportTo(out, progress));
              return written[0];
            });
    spec.commandLine().getOut().printf("exported %,d events to %s%n", events, file);
    return ExitCode.OK;
  }
}
