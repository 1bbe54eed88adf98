package io.troupe.actors.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import io.troupe.actors.TroupeConfigurationException;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Flexible;
import io.troupe.protocols.paxos.Grid;
import io.troupe.protocols.paxos.Listed;
import io.troupe.protocols.paxos.Majority;
import io.troupe.protocols.paxos.QuorumSystem;
import io.troupe.protocols.paxos.Weighted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who accepts for a synod or for registers, and who of them are enough: {@code
 * troupe.synods.NAME.members} and {@code quorums}, the same of {@code troupe.registers}. What can
 * be written stands in {@code reference.conf}.
 */
final class QuorumChoice {
  private static final String WAYS =
      "write majority, { phase-1 = N, phase-2 = M }, { weights { NODE = N } } or"
          + " { grid = [[NODE, ..], ..] }";

  private final String key;
  private final Config section;

  private QuorumChoice(String key, Config section) {
    this.key = key;
    this.section = section;
  }

  /**
   * @throws TroupeConfigurationException naming the key and the fix
   */
  static QuorumSystem read(Config system, RolesId id) {
    String all = id.kind() == RolesId.Kind.SYNOD ? "troupe.synods" : "troupe.registers";
    String key = all + "." + id.name();
    String path = all + "." + ConfigUtil.quoteString(id.name().value());
    if (!system.hasPath(path + ".members")) {
      throw new TroupeConfigurationException(
          key + ".members is missing: list the node-ids of those who accept there");
    }
    try {
      return new QuorumChoice(key, system.getConfig(path)).read();
    } catch (ConfigException wrong) {
      throw new TroupeConfigurationException(
          wrong.getMessage() + "; write " + key + ".members = [node-1, node-2, node-3]", wrong);
    }
  }

  private QuorumSystem read() {
    Membership members =
        Checks.checked(key + ".members", () -> Membership.of(nodes(section, "members")));
    if (!section.hasPath("quorums")) {
      return new Majority(members);
    }
    QuorumSystem quorums = Checks.checked(key + ".quorums", () -> quorums(members));
    if (!Set.copyOf(quorums.acceptors()).equals(Set.copyOf(members.voters()))) {
      throw new TroupeConfigurationException(
          key
              + ".quorums is of "
              + quorums.acceptors()
              + ", but "
              + key
              + ".members is "
              + members.voters()
              + ": name the same nodes");
    }
    return quorums;
  }

  private QuorumSystem quorums(Membership members) {
    if (section.getValue("quorums").valueType() != ConfigValueType.OBJECT) {
      String word = section.getString("quorums");
      if (word.equals("majority")) {
        return new Majority(members);
      }
      throw new IllegalArgumentException("there is no \"" + word + "\"; " + WAYS);
    }
    Config quorums = section.getConfig("quorums");
    Set<String> keys = quorums.root().keySet();
    if (keys.equals(Set.of("weights"))) {
      return new Weighted(weights(quorums.getConfig("weights")));
    } else if (keys.equals(Set.of("grid"))) {
      return new Grid(lists(quorums, "grid"));
    } else if (keys.equals(Set.of("phase-1", "phase-2"))) {
      return quorums.getValue("phase-1").valueType() == ConfigValueType.LIST
          ? new Listed(members, sets(quorums, "phase-1"), sets(quorums, "phase-2"))
          : new Flexible(members, quorums.getInt("phase-1"), quorums.getInt("phase-2"));
    }
    throw new IllegalArgumentException("there is no choice of " + keys + "; " + WAYS);
  }

  private static Map<NodeId, Integer> weights(Config weights) {
    Map<NodeId, Integer> all = new HashMap<>();
    for (String node : weights.root().keySet()) {
      all.put(new NodeId(node), weights.getInt(ConfigUtil.quoteString(node)));
    }
    return all;
  }

  private static List<NodeId> nodes(Config config, String path) {
    return config.getStringList(path).stream().map(NodeId::new).toList();
  }

  private static List<List<NodeId>> lists(Config config, String path) {
    return config.getList(path).stream().map(list -> nodes(list.atKey("nodes"), "nodes")).toList();
  }

  private static List<Set<NodeId>> sets(Config config, String path) {
    return lists(config, path).stream().<Set<NodeId>>map(HashSet::new).toList();
  }
}
