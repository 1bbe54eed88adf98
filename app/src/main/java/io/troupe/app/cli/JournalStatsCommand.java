package io.troupe.app.cli;

import io.troupe.persistence.leveldb.JournalFiles.IdStatistics;
import io.troupe.persistence.leveldb.JournalFiles.StateStatistics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./troupe journal stats}. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = {"Show what a journal holds, by persistence id, and of durable states how many."})
final class JournalStatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The journal's directory.")
  private Path directory = Path.of("");

  private record Found(List<IdStatistics> ids, StateStatistics states) {}

  @Override
  public Integer call() throws CommandFailure {
    Found found =
        JournalWork.on(
            directory,
            "reading " + directory,
            spec,
            (files, progress) -> new Found(files.statistics(progress), files.stateStatistics()));
    List<IdStatistics> ids = found.ids();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%12s %14s %12s %12s %12s  %s%n", "events", "bytes", "first", "last", "deleted to", "id");
    ids.forEach(
        id ->
            out.printf(
                "%,12d %,14d %12d %12d %12d  %s%n",
                id.events(),
                id.bytes(),
                id.lowestNr(),
                id.highestNr(),
                id.deletedTo(),
                id.persistenceId()));
    out.printf(
        "%,12d %,14d %38s  %d persistence ids%n",
        ids.stream().mapToLong(IdStatistics::events).sum(),
        ids.stream().mapToLong(IdStatistics::bytes).sum(),
        "",
        ids.size());
    StateStatistics states = found.states();
    if (states.states() + states.deleted() > 0) {
      out.printf(
          "%n%,12d %,14d bytes  durable states, and the revisions of %d that were deleted%n",
          states.states(), states.bytes(), states.deleted());
    }
    return ExitCode.OK;
  }
}
