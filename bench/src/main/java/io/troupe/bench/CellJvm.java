package io.troupe.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures a run of the group benchmark in a JVM of its own, for so long. */
record CellJvm(ForkedJvm jvm, Load load) {

  /** How long, and whether to reopen. */
  record Load(double warmupSeconds, double seconds, boolean reopen) {}

  CellResult measure(Turn<Cell> turn)
      throws ForkedJvm.RunFailed, IOException, InterruptedException {
    return jvm.run(turn.fileName(), turn.name(), arguments(turn), CellResult::load);
  }

  private List<String> arguments(Turn<Cell> turn) {
    List<String> arguments = new ArrayList<>(List.of("cell", "--system", turn.name()));
    arguments.addAll(List.of("--value", String.valueOf(turn.cell().valueBytes())));
    arguments.addAll(List.of("--outstanding", String.valueOf(turn.cell().outstanding())));
    arguments.addAll(List.of("--warmup", String.valueOf(load.warmupSeconds())));
    arguments.addAll(List.of("--seconds", String.valueOf(load.seconds())));
    if (load.reopen()) {
      arguments.add("--reopen");
    }
    return arguments;
  }
}
