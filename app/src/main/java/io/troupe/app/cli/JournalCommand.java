package io.troupe.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./troupe journal}. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Look at a journal's files, check them, copy them, bring them from Pekko's plugin.",
      "",
      "DIR is the directory that troupe.persistence.leveldb.journal.dir names; for a node of"
          + " Troupe, the directory journal in its data-dir. Except for backup, stop the process"
          + " that uses it first: a journal is open in one place only."
    },
    subcommands = {
      JournalVerifyCommand.class,
      JournalStatsCommand.class,
      JournalDumpCommand.class,
      JournalBackupCommand.class,
      JournalExportCommand.class,
      JournalImportCommand.class,
      JournalMigrateCommand.class
    })
final class JournalCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
  }
}
