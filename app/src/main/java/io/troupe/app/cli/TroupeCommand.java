package io.troupe.app.cli;

import io.troupe.app.node.NodeStartException;
import io.troupe.testkit.multijvm.TrialFailure;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./troupe}: runs nodes, talks to them, and kills them. */
@Command(
    name = "troupe",
    mixinStandardHelpOptions = true,
    version = "troupe 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    description = "A replicated key-value store: three nodes that act as one.",
    subcommands = {
      DemoCommand.class,
      NodeCommand.class,
      PutCommand.class,
      GetCommand.class,
      DeleteCommand.class,
      StatusCommand.class,
      TortureCommand.class,
      JournalCommand.class,
      RingCommand.class,
      PaxosCommand.class,
      RaftCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the answer is no: no such key, condition failed, data lost or damaged",
      "2:the command line or a configuration file is wrong",
      "3:nobody could answer; nothing was done, try again",
      "4:a write may have happened or not; read to find out",
      "5:a node or a trial stopped because of an error"
    },
    footerHeading = "%nStart here:%n",
    footer = {
      "  ./troupe demo                       see a leader die, in half a minute",
      "  ./troupe node conf/node-1.conf      one node; start all three, in three terminals",
      "  ./troupe put greeting hello",
      "  ./troupe get greeting",
      "  ./troupe raft propose x y           watch a group agree, message by message",
      "  ./troupe ring a b c d --join e      see what moves when a node joins"
    })
public final class TroupeCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command line, and returns its exit code. Prints to the given writers only. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new TroupeCommand())
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler(TroupeCommand::explain)
        .execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandFailure expected) {
      err.println("troupe: " + expected.getMessage());
      return expected.exitCode();
    } else if (failure instanceof NodeStartException) {
      err.println("troupe: " + failure.getMessage());
      return ExitCode.USAGE;
    } else if (failure instanceof TrialFailure) {
      err.println("troupe: " + failure.getMessage());
      return ExitCode.FAILED;
    }
    throw failure;
  }
}
