package io.troupe.app.cli;

import io.troupe.app.trial.Demo;
import io.troupe.app.trial.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./troupe demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Kill the leader of three nodes under load; see that nothing is lost.",
      "",
      "Starts three nodes on this machine, writes, kills the leader with kill -9, goes on writing,"
          + " restarts it, kills all three, restarts them, and reads every acknowledged write back."
          + " Returns 0 only if nothing was lost. Uses free ports and a temporary directory."
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (Screen screen = new Screen(spec.commandLine().getOut(), Terminal.isAttached())) {
      return new Demo(screen, Home.path()).run() ? ExitCode.OK : ExitCode.NO;
    }
  }
}
