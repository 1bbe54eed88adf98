package io.troupe.app.cli;

import io.troupe.persistence.leveldb.JournalFiles;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./troupe journal import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Make a journal of an exported file.",
      "",
      "The directory appears when it is complete; it must not exist before, or be empty."
    })
final class JournalImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "What export wrote.")
  private Path file = Path.of("");

  @Parameters(paramLabel = "DIR", description = "The new journal's directory.")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws CommandFailure {
    if (!Files.isReadable(file)) {
      throw new CommandFailure(ExitCode.USAGE, file + ": no such file, or not readable");
    }
    long events =
        JournalWork.run(
            "importing " + file,
            spec,
            progress -> {
              try (InputStream in = Files.newInputStream(file)) {
                return JournalFiles.importFrom(in, directory, progress);
              }
            });
    spec.commandLine().getOut().printf("imported %,d events into %s%n", events, directory);
    return ExitCode.OK;
  }
}
