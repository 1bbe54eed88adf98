package io.troupe.app.cli;

import io.troupe.app.ring.RingJson;
import io.troupe.app.ring.RingPage;
import io.troupe.app.ring.RingReport;
import io.troupe.app.ring.RingText;
import io.troupe.app.show.Ink;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./troupe ring}. */
@Command(
    name = "ring",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Show where keys live, and what moves when nodes join or leave.",
      "",
      "Three ways beside each other: modulo N, as a baseline; the hash ring with virtual nodes; and"
          + " the table of shards that is planned from the ring. No node has to run."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./troupe ring a b c --key user:1 user:2",
      "  ./troupe ring a b c d --weights a=2 --racks a=r1,b=r1,c=r2,d=r3,e=r2 --join e",
      "  ./troupe ring a b c d --leave b --html ring.html"
    })
final class RingCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private RingArguments arguments = new RingArguments();

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with pictures to this file as well.")
  private Optional<Path> html = Optional.empty();

  @Override
  public Integer call() throws CommandFailure {
    RingReport report = RingReport.of(arguments.question());
    if (html.isPresent()) {
      Pages.write(html.get(), RingPage.of(report));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(RingJson.of(report));
    } else {
      out.print(RingText.of(report, new Ink(Terminal.showsColours())));
      html.ifPresent(file -> out.println("\nThe picture: " + file.toAbsolutePath()));
    }
    out.flush();
    return ExitCode.OK;
  }
}
