package io.troupe.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code bench/run}. */
@Command(
    name = "bench/run",
    description = "Benchmarks of Troupe beside its rivals.",
    mixinStandardHelpOptions = true,
    subcommands = {
      GroupCommand.class,
      JournalCommand.class,
      RegisterCommand.class,
      RingCommand.class,
      CellCommand.class,
      JournalCellCommand.class,
      RegisterCellCommand.class
    })
final class Bench {

  private Bench() {}

  public static void main(String[] args) {
    CommandLine commands = new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
    if (args.length == 0) {
      commands.usage(System.out);
      System.exit(CommandLine.ExitCode.USAGE);
    }
    // Explicit: systems under test leave threads behind.
    System.exit(commands.execute(args));
  }
}
