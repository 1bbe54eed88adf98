package io.troupe.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures every cell of the table: for each load, each system in a JVM of its own, the systems
 * taking turns. Stops with a non-zero exit code as soon as a run loses a write.
 */
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    description = {
      "One replicated group of three nodes in one JVM on loopback, every write synced to disk.",
      "Reads everything back and fails if an acknowledged write is missing or nodes diverge."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every run ended well and nothing acknowledged was lost",
      "1:a run failed, lost a write, or left its nodes diverging",
      "2:an option is wrong"
    })
final class GroupCommand implements Callable<Integer> {

  @Option(names = "--systems", split = ",", description = "What to measure; the names known here.")
  private List<String> systems = Systems.names();

  @Option(names = "--baseline", description = "Ratios are to this system.")
  private String baseline = "sofajraft";

  @Option(names = "--values", split = ",", description = "Value sizes in bytes, multiples of 8.")
  private List<Integer> values = List.of(16, 128, 1024);

  @Option(names = "--outstanding", split = ",", description = "Writes under way at a time.")
  private List<Integer> outstanding = List.of(1, 64, 512, 2048);

  @Option(names = "--reopen", description = "Also restart all nodes and read back from the disks.")
  private boolean reopen;

  @Mixin private Session session = new Session(10, 20, 3);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    CellJvm.Load load = new CellJvm.Load(session.warmupSeconds(), session.seconds(), reopen);
    return session.run(
        spec,
        (jvm, machine) -> {
          Report report =
              new Report(
                  machine,
                  Session.invocation(spec),
                  session.jvmFlags(),
                  load,
                  session.rounds(),
                  baseline);
          CellJvm cells = new CellJvm(jvm, load);
          Session.each(
              Turn.interleaved(Cell.all(values, outstanding), systems, session.rounds()),
              cells::measure,
              report::add);
          return report.toMarkdown();
        });
  }

  private void check() {
    for (String system : systems) {
      if (!Systems.names().contains(system)) {
        throw wrong("--systems", system, "is not in this build; known are " + Systems.names());
      }
    }
    for (int valueBytes : values) {
      if (valueBytes < Values.MIN_BYTES || valueBytes % Long.BYTES != 0) {
        throw wrong("--values", valueBytes, "must be a multiple of 8 from " + Values.MIN_BYTES);
      }
    }
    for (int writes : outstanding) {
      if (writes < 1) {
        throw wrong("--outstanding", writes, "must be at least 1");
      }
    }
  }

  private ParameterException wrong(String option, Object value, String sentence) {
    return Session.wrong(spec, option, value, sentence);
  }
}
