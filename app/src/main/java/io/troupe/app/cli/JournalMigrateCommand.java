package io.troupe.app.cli;

import io.troupe.persistence.leveldb.JournalFiles;
import io.troupe.persistence.leveldb.JournalFiles.Migrated;
import io.troupe.persistence.leveldb.JournalFiles.MigratedTag;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./troupe journal migrate}. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Make a journal of one that Pekko's own LevelDB plugin wrote.",
      "",
      "Stop the application first. The old directory is only read: a copy of it is made beside the"
          + " new journal, in NEW-DIR.migrating, and removed at the end. The new directory appears"
          + " when it is complete; it must not exist before, or be empty. Events are carried over"
          + " as they are, with ids, sequence numbers, tags and what was deleted."
    })
final class JournalMigrateCommand implements Callable<Integer> {
  private static final int TAGS_SHOWN = 50;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "OLD-DIR",
      description = "What pekko.persistence.journal.leveldb.dir names.")
  private Path from = Path.of("");

  @Parameters(paramLabel = "NEW-DIR", description = "The new journal's directory.")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws CommandFailure {
    Migrated migrated =
        JournalWork.run(
            "migrating " + from, spec, progress -> JournalFiles.migrate(from, directory, progress));
    report(migrated, spec.commandLine().getOut());
    return ExitCode.OK;
  }

  private void report(Migrated migrated, PrintWriter out) {
    out.printf(
        "migrated %,d events of %,d persistence ids into %s; %s is as it was%n",
        migrated.events(), migrated.persistenceIds(), directory, from);
    if (migrated.missing() > 0) {
      out.printf(
          "%,d sequence numbers between events have none: rejected, or lost by the old journal%n",
          migrated.missing());
    }
    if (migrated.leftOutOfTags() > 0) {
      out.printf(
          "left out of tags: %,d copies of events that are deleted or replaced%n",
          migrated.leftOutOfTags());
    }
    if (migrated.isTailCut()) {
      out.println("left out at the end of the old log: an unfinished write");
    }
    migrated.tags().stream().limit(TAGS_SHOWN).forEach(tag -> out.println(line(tag)));
    if (migrated.tags().size() > TAGS_SHOWN) {
      out.printf("and %,d more tags%n", migrated.tags().size() - TAGS_SHOWN);
    }
  }

  private static String line(MigratedTag tag) {
    return String.format(
        "tag %s: %,d events; its last offset was %d and is %d now",
        tag.name(), tag.events(), tag.lastOffsetBefore(), tag.lastOffset());
  }
}
