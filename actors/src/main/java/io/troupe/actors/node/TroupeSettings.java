package io.troupe.actors.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.troupe.actors.TroupeConfigurationException;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.RaftSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The {@code troupe} section of the configuration, checked. What each key means stands in {@code
 * reference.conf}.
 *
 * @param nodeId none if {@code troupe.node-id} is empty: nothing can be started then
 * @param journalPluginId none for the embedded journal
 */
record TroupeSettings(
    Config config,
    Optional<NodeId> nodeId,
    Path dataDir,
    Optional<String> journalPluginId,
    List<String> contactPoints,
    Duration seekInterval,
    int maxEnvelopeBytes,
    ReplicaSettings replica) {

  /** Artery's default frame is 256 KiB; an envelope must fit with room to spare. */
  private static final int LARGEST_ENVELOPE_BYTES = 200 << 10;

  static TroupeSettings from(Config system) {
    Config troupe = system.getConfig("troupe");
    UnknownKeys.check(troupe);
    String nodeId = troupe.getString("node-id");
    String journal = troupe.getString("log.journal-plugin-id");
    TroupeSettings settings =
        new TroupeSettings(
            system,
            nodeId.isEmpty()
                ? Optional.empty()
                : Optional.of(checked("troupe.node-id", () -> new NodeId(nodeId))),
            Path.of(troupe.getString("data-dir")),
            journal.isEmpty() ? Optional.empty() : Optional.of(journal),
            troupe.getStringList("gateway.contact-points"),
            troupe.getDuration("gateway.seek-interval"),
            bytes(troupe, "gateway.max-envelope-bytes"),
            replicaSettings(troupe));
    settings.checkSizes();
    return settings;
  }

  /** The voters of a group, this node among them. */
  Membership votersOf(GroupId group, NodeId self) {
    String key = "troupe.groups." + group + ".voters";
    List<String> voters;
    try {
      voters = config.getStringList("troupe.groups.\"" + group + "\".voters");
    } catch (ConfigException.Missing missing) {
      throw new TroupeConfigurationException(
          key + " is missing: list the node-ids of the group's voters there", missing);
    }
    Membership membership =
        checked(key, () -> Membership.of(voters.stream().map(NodeId::new).toList()));
    if (!membership.contains(self)) {
      throw new TroupeConfigurationException(
          key
              + " = "
              + voters
              + " does not name this node (troupe.node-id = "
              + self
              + "): add it, or do not start the group here");
    }
    return membership;
  }

  private static ReplicaSettings replicaSettings(Config troupe) {
    Config raft = troupe.getConfig("raft");
    Config client = troupe.getConfig("client");
    return new ReplicaSettings(
        checked("troupe.raft", () -> raftSettings(raft)),
        bytes(client, "max-command-bytes"),
        client.getInt("max-pending-commands"),
        client.getBytes("max-pending-bytes"),
        bytes(client, "max-frame-bytes"),
        client.getInt("max-writes-in-flight"),
        client.getDuration("request-timeout").toNanos(),
        bytes(raft, "snapshot-chunk-bytes"));
  }

  private static RaftSettings raftSettings(Config raft) {
    return new RaftSettings(
        raft.getDuration("heartbeat-interval").toNanos(),
        raft.getDuration("election-timeout").toNanos(),
        raft.getDuration("disk-stall-timeout").toNanos(),
        raft.getInt("max-inflight-frames"),
        raft.getBytes("max-inflight-bytes"),
        bytes(raft, "max-message-bytes"),
        raft.getBytes("max-uncommitted-bytes"),
        raft.getInt("max-pending-reads"),
        raft.getBytes("snapshot-after-bytes"),
        raft.getBytes("retained-bytes"),
        raft.getBytes("max-log-bytes"));
  }

  private void checkSizes() {
    fits("troupe.client.max-command-bytes", replica.maxCommandBytes());
    fits("troupe.client.max-frame-bytes", replica.maxFrameBytes());
    fits("troupe.raft.max-message-bytes", replica.raft().maxMessageBytes());
    fits("troupe.raft.snapshot-chunk-bytes", replica.snapshotChunkBytes());
    fits("troupe.gateway.max-envelope-bytes", maxEnvelopeBytes);
  }

  private static void fits(String key, int bytes) {
    if (bytes < 1024 || bytes > LARGEST_ENVELOPE_BYTES) {
      throw new TroupeConfigurationException(
          key
              + " = "
              + bytes
              + ": it must lie between 1 KiB and 200 KiB, because messages travel in Artery frames"
              + " of 256 KiB");
    }
  }

  private static int bytes(Config config, String path) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, config.getBytes(path)));
  }

  private static <T> T checked(String key, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException wrong) {
      throw new TroupeConfigurationException(key + ": " + wrong.getMessage(), wrong);
    }
  }
}
