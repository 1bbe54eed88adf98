package io.troupe.bench;

import io.troupe.bench.JournalCell.Kind;
import io.troupe.bench.journal.Contestants;
import io.troupe.bench.journal.Events;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the journal beside Pekko's own LevelDB plugin and LevelDB itself. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    description = {
      "Persistent actors on the LevelDB journal (with native LevelDB and with its Java port) and"
          + " on",
      "the LevelDB plugin that comes with Pekko, every event synced; and native LevelDB alone,",
      "which writes batches of an event of each actor. Then replays. What was acknowledged is read",
      "back from the reopened files, and compared."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every run ended well and every acknowledged event was read back",
      "1:a run failed or lost an event",
      "2:an option is wrong"
    })
final class JournalCommand implements Callable<Integer> {

  @Option(names = "--contestants", split = ",", description = "Who takes part.")
  private List<String> contestants = Contestants.usual();

  @Option(names = "--bytes", split = ",", description = "Event sizes, multiples of 8.")
  private List<Integer> sizes = List.of(16, 128, 4096);

  @Option(
      names = "--actors",
      split = ",",
      description = "Persistent actors, one write of each under way.")
  private List<Integer> actors = List.of(1, 16, 128, 1024);

  @Option(names = "--at-once", split = ",", description = "Events of one atomic write of an actor.")
  private List<Integer> atOnce = List.of(1);

  @Option(names = "--replay-events", description = "Events of 128 B that are replayed.")
  private int replayEvents = 320_000;

  @Option(
      names = "--only",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "One part of it: write or replay.")
  private Optional<Kind> only = Optional.empty();

  @Option(names = "--quick", description = "One round of 128 B with 1 and 128 actors, 3 s each.")
  private boolean quick;

  @Mixin private Session session = new Session(5, 5, 3);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (quick) {
      sizes = List.of(128);
      actors = List.of(1, 128);
      session.last(3, 3, 1);
    }
    check();
    return session.run(
        spec,
        (jvm, machine) -> {
          JournalReport report =
              new JournalReport(head(machine), Contestants.BASELINE, Contestants.LIMIT);
          Session.each(
              Turn.interleaved(cells(), contestants, session.rounds()),
              turn -> jvm.run(turn.fileName(), turn.name(), arguments(turn), RunResult::load),
              report::add);
          return report.toMarkdown();
        });
  }

  private List<JournalCell> cells() {
    List<JournalCell> cells = new ArrayList<>();
    if (only.orElse(Kind.WRITE) == Kind.WRITE) {
      sizes.forEach(
          bytes ->
              actors.forEach(
                  count ->
                      atOnce.forEach(
                          many -> cells.add(new JournalCell(Kind.WRITE, bytes, count, many)))));
    }
    if (only.orElse(Kind.REPLAY) == Kind.REPLAY) {
      cells.add(new JournalCell(Kind.REPLAY, 128, 1, 1));
      cells.add(new JournalCell(Kind.REPLAY, 128, 16, 1));
    }
    return cells;
  }

  private List<String> arguments(Turn<JournalCell> turn) {
    return List.of(
        "journal-cell",
        "--contestant=" + turn.name(),
        "--kind=" + turn.cell().kind(),
        "--bytes=" + turn.cell().eventBytes(),
        "--writers=" + turn.cell().writers(),
        "--at-once=" + turn.cell().atOnce(),
        "--warmup=" + session.warmupSeconds(),
        "--seconds=" + session.seconds(),
        "--events=" + replayEvents);
  }

  private String head(Machine machine) {
    return String.format(
        Locale.ROOT,
        "Machine: %s.%n%nCommand: `%s`%n%nA fresh JVM (`%s`) per contestant, cell and"
            + " round, %s s of warm-up, %s s measured, median of %d round(s). Every acknowledged"
            + " event was read back from the reopened files and compared.",
        machine,
        Session.invocation(spec),
        String.join(" ", session.jvmFlags()),
        session.warmupSeconds(),
        session.seconds(),
        session.rounds());
  }

  private void check() {
    for (String contestant : contestants) {
      if (!Contestants.names().contains(contestant)) {
        throw wrong("--contestants: " + contestant + " is none of " + Contestants.names());
      }
    }
    for (int bytes : sizes) {
      if (bytes < Events.MIN_BYTES || bytes % Long.BYTES != 0) {
        throw wrong("--bytes: " + bytes + " is no multiple of 8 from " + Events.MIN_BYTES + " on");
      }
    }
    if (actors.stream().anyMatch(count -> count < 1)
        || atOnce.stream().anyMatch(count -> count < 1)) {
      throw wrong("--actors and --at-once must be at least 1");
    }
    if (replayEvents < 16) {
      throw wrong("--replay-events must be 16 or more");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
