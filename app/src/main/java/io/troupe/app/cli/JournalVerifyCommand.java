package io.troupe.app.cli;

import io.troupe.persistence.leveldb.JournalFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./troupe journal verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Check that nothing in a journal is missing or altered.",
      "",
      "Reads everything: files, the checksum of each event, the chain between events, names and"
          + " tags. Opens the journal as a node would: a tail of its log that was never"
          + " acknowledged is cut, and kept in cut/. Returns 0 only if all is well."
    })
final class JournalVerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The journal's directory.")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws CommandFailure {
    List<String> problems =
        JournalWork.on(directory, "verifying " + directory, spec, JournalFiles::verify);
    PrintWriter out = spec.commandLine().getOut();
    problems.forEach(out::println);
    out.println(
        problems.isEmpty()
            ? directory + ": all is well"
            : directory
                + ": "
                + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                + "; restore it from a backup or an export");
    return problems.isEmpty() ? ExitCode.OK : ExitCode.NO;
  }
}
