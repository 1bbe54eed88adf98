package io.troupe.app.play;

import io.troupe.app.stage.Faults;
import io.troupe.protocols.NodeId;
import java.util.List;

/**
 * What is to be played.
 *
 * @param command the command line that plays it again
 * @param nodes all who take part
 * @param values what a client proposes
 * @param seed of all that is left to chance
 */
public record Script(
    String command, List<NodeId> nodes, List<String> values, long seed, Faults faults) {
  public Script {
    nodes = List.copyOf(nodes);
    values = List.copyOf(values);
  }
}
