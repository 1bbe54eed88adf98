package io.troupe.app.cli;

import io.troupe.persistence.JournalException;
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
  private static final String FIX =
      "name a whole file that ./troupe journal export wrote, or export once more";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "What export wrote.")
  private Path file = Path.of("");

  @Parameters(paramLabel = "DIR", description = "The new journal's directory.")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws CommandFailure {
    requireFile();
    long events =
        JournalWork.run(
            "importing " + file,
            spec,
            progress -> {
              try (InputStream in = Files.newInputStream(file)) {
                return JournalFiles.importFrom(in, directory, progress);
              } catch (JournalException.Damaged e) {
                throw new JournalException.Damaged(
                    file + " is not imported: " + e.getMessage() + "; " + FIX, e);
              }
            });
    spec.commandLine().getOut().printf("imported %,d events into %s%n", events, directory);
    return ExitCode.OK;
  }

  private void requireFile() throws CommandFailure {
    if (Files.isDirectory(file)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          file + " is a directory; name a file that ./troupe journal export wrote, or use backup");
    }
    if (!Files.isReadable(file)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          file
              + (Files.exists(file) ? " may not be read" : " does not exist")
              + "; name a file that ./troupe journal export wrote");
    }
  }
}
