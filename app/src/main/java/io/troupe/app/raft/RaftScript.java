package io.troupe.app.raft;

import io.troupe.app.stage.Faults;
import io.troupe.protocols.NodeId;
import java.util.List;

/**
 * What is to be played.
 *
 * @param command the command line that plays it again
 * @param nodes the voters
 * @param values what the client proposes, one after the other
 * @param seed of all that is left to chance
 */
public record RaftScript(
    String command, List<NodeId> nodes, List<String> values, long seed, Faults faults) {
  public RaftScript {
    nodes = List.copyOf(nodes);
    values = List.copyOf(values);
  }
}
