package io.troupe.app.cli;

import io.troupe.app.trial.Screen;
import io.troupe.app.trial.Torture;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./troupe torture}. */
@Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    description = {
      "Kill nodes at random moments under load, again and again.",
      "",
      "In the end, no acknowledged write may be missing and no refused one present, and all"
          + " replicas must be equal. Takes about 8 seconds for each kill. Returns 0 only if all is"
          + " well."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./troupe torture", "  ./troupe torture --kills 10 --seed 42"})
final class TortureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many processes to kill. Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Who is killed, and when. Default: random; it is printed.")
  private long seed = ThreadLocalRandom.current().nextInt(1_000_000);

  @Override
  public Integer call() throws CommandFailure {
    if (kills < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--kills " + kills + ": use at least 1");
    }
    try (Screen screen = new Screen(spec.commandLine().getOut(), Terminal.isAttached())) {
      return new Torture(screen, Home.path(), kills, seed).run() ? ExitCode.OK : ExitCode.NO;
    }
  }
}
