package io.troupe.bench;

import io.troupe.bench.RegisterCell.Kind;
import io.troupe.bench.register.CounterLoad.Keys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures replicated registers beside a group of Raft that does the same. */
@Command(
    name = "register",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    description = {
      "Counters on three nodes in one JVM on loopback, every change synced: replicated registers",
      "(in one round trip, as by default, and in two), and one group of Raft that counts under",
      "keys. Afterwards all nodes are started again on their disks, and every counter must be what",
      "was acknowledged."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every run ended well and every counter is right",
      "1:a run failed, or a counter is wrong",
      "2:an option is wrong"
    })
final class RegisterCommand implements Callable<Integer> {

  @Option(names = "--contestants", split = ",", description = "Who takes part.")
  private List<String> contestants = RegisterCellCommand.NAMES;

  @Option(
      names = "--kinds",
      split = ",",
      description = "What clients do: ${COMPLETION-CANDIDATES}.")
  private List<Kind> kinds = List.of(Kind.CHANGE, Kind.READ);

  @Option(
      names = "--keys",
      split = ",",
      description = {
        "own: a key for each client, all clients at one node (the group's leader);",
        "spread: a key for each, at all nodes; hot: one key, at one node; duel: one key, at all."
      })
  private List<Keys> keys = List.of(Keys.OWN, Keys.HOT, Keys.DUEL);

  @Option(names = "--clients", split = ",", description = "Each has one request under way.")
  private List<Integer> clients = List.of(1, 16, 128);

  @Option(names = "--bytes", description = "Size of values and commands, a multiple of 8.")
  private int bytes = 128;

  @Mixin private Session session = new Session(5, 8, 1);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    return session.run(
        spec,
        (jvm, machine) -> {
          Results<RegisterCell> results = new Results<>();
          Session.each(
              Turn.interleaved(cells(), contestants, session.rounds()),
              turn -> jvm.run(turn.fileName(), turn.name(), arguments(turn), RunResult::load),
              results::add);
          return report(machine, results);
        });
  }

  private List<RegisterCell> cells() {
    List<RegisterCell> cells = new ArrayList<>();
    for (Kind kind : kinds) {
      for (Keys each : keys) {
        clients.forEach(count -> cells.add(new RegisterCell(kind, each, count)));
      }
    }
    return cells;
  }

  private List<String> arguments(Turn<RegisterCell> turn) {
    return List.of(
        "register-cell",
        "--name=" + turn.name(),
        "--kind=" + turn.cell().kind(),
        "--keys=" + turn.cell().keys(),
        "--clients=" + turn.cell().clients(),
        "--bytes=" + bytes,
        "--warmup=" + session.warmupSeconds(),
        "--seconds=" + session.seconds());
  }

  private String report(Machine machine, Results<RegisterCell> results) {
    StringBuilder out =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "Machine: %s.%n%nCommand: `%s`%n%nThree nodes in one JVM over loopback, a fresh"
                    + " JVM (`%s`) per contestant, cell and round, values of %d B, %s s of warm-up,"
                    + " %s s measured, median of %d round(s). Every counter was read back at every"
                    + " node after a restart of all.%n%n",
                machine,
                Session.invocation(spec),
                String.join(" ", session.jvmFlags()),
                bytes,
                session.warmupSeconds(),
                session.seconds(),
                session.rounds()));
    out.append(results.settings());
    out.append(
        "\n| | keys | clients | contestant | per second | p50 ms | p99 ms | us CPU each |"
            + " entries per sync | failed or unknown | CPU of others | to group |\n");
    out.append("|---|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    results.rows((cell, name) -> row(results, cell, name)).forEach(out::append);
    return out.toString();
  }

  private static String row(Results<RegisterCell> results, RegisterCell cell, String name) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %s | %s | %.2f | %.2f | %.0f | %s | %.0f | %.0f %% | %s |%n",
        cell.kind().name().toLowerCase(Locale.ROOT),
        cell.keys().name().toLowerCase(Locale.ROOT),
        cell.clients(),
        name,
        results.rate(cell, name),
        results.median(cell, name, RunResult::p50),
        results.median(cell, name, RunResult::p99),
        results.median(cell, name, RunResult::cpuMicros),
        results.batch(cell, name),
        results.median(cell, name, RunResult::troubled),
        results.median(cell, name, RunResult::shareOfOthers) * 100,
        results.ratio(cell, name, RegisterCellCommand.BASELINE));
  }

  private void check() {
    for (String contestant : contestants) {
      if (!RegisterCellCommand.NAMES.contains(contestant)) {
        throw Session.wrong(
            spec, "--contestants", contestant, "is none of " + RegisterCellCommand.NAMES);
      }
    }
    if (clients.stream().anyMatch(count -> count < 1)) {
      throw Session.wrong(spec, "--clients", clients, "must be at least 1 each");
    }
    if (bytes < Values.MIN_BYTES || bytes % Long.BYTES != 0) {
      throw Session.wrong(
          spec, "--bytes", bytes, "is no multiple of 8 from " + Values.MIN_BYTES + " on");
    }
  }
}
