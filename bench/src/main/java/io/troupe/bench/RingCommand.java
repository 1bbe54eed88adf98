package io.troupe.bench;

import io.troupe.bench.ring.RingComparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares Troupe's ring and shard table with other ways to place keys. */
@Command(
    name = "ring",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    description = {
      "The hash ring and the shard table beside Pekko's ConsistentHash, Guava's consistentHash,",
      "rendezvous hashing and modulo N: balance, movement, ns and bytes of a lookup. And how long",
      "a plan of the shard table takes. Measured by JMH, with its gc profiler."
    })
final class RingCommand implements Callable<Integer> {

  @Option(names = "--clusters", description = "Clusters of ten nodes to judge balance by.")
  private int clusters = 100;

  @Option(names = "--forks", description = "JVMs for each benchmark.")
  private int forks = 1;

  @Option(names = "--seconds", description = "Of each iteration; five warm up, five count.")
  private int seconds = 1;

  @Option(
      names = "--only",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "One part of it: quality, lookup or plan.")
  private Optional<RingComparison.Part> only = Optional.empty();

  @Option(
      names = "--out",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Also write the report to this file.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws Exception {
    Machine machine = Machine.withDiskOf(Path.of(System.getProperty("java.io.tmpdir")));
    String report =
        "Machine: " + machine + ".\n\n" + new RingComparison(clusters, forks, seconds).run(only);
    System.out.print(report);
    if (out.isPresent()) {
      Files.writeString(out.get(), report);
    }
    return CommandLine.ExitCode.OK;
  }
}
