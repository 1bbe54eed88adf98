package io.troupe.actors.node;

import static io.troupe.actors.node.Checks.atLeastOne;
import static io.troupe.actors.node.Checks.bytes;
import static io.troupe.actors.node.Checks.checked;
import static io.troupe.actors.node.Checks.fits;
import static io.troupe.actors.node.Checks.nanos;
import static io.troupe.actors.node.Checks.positiveBytes;

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
import org.apache.pekko.actor.Address;

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
    boolean watchConnections,
    ReplicaSettings replica,
    PaxosSettings paxos) {

  /**
   * @param system the ActorSystem's whole configuration
   * @param self its address
   * @throws TroupeConfigurationException naming the key, what is wrong and the fix
   */
  static TroupeSettings from(Config system, Address self) {
    try {
      UnknownKeys.check(system.getConfig("troupe"));
      return read(system, self).withinBounds();
    } catch (ConfigException wrong) {
      throw new TroupeConfigurationException(
          wrong.getMessage() + "; reference.conf says what each troupe key takes", wrong);
    }
  }

  /** Reads by full paths, so that a value of the wrong type is reported under its whole key. */
  private static TroupeSettings read(Config system, Address self) {
    String nodeId = system.getString("troupe.node-id");
    return new TroupeSettings(
        system,
        nodeId.isEmpty()
            ? Optional.empty()
            : Optional.of(checked("troupe.node-id", () -> new NodeId(nodeId))),
        Path.of(system.getString("troupe.data-dir")),
        JournalChoice.read(system),
        ContactPoints.read(system, self),
        system.getDuration("troupe.gateway.seek-interval"),
        bytes(system, "troupe.gateway.max-envelope-bytes"),
        system.getBoolean("troupe.gateway.watch-connections"),
        replicaSettings(system),
        PaxosSettings.read(system));
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
    } catch (ConfigException wrong) {
      throw new TroupeConfigurationException(
          wrong.getMessage() + "; write " + key + " = [node-1, node-2, node-3]", wrong);
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

  private static ReplicaSettings replicaSettings(Config system) {
    return new ReplicaSettings(
        raftSettings(system),
        bytes(system, "troupe.client.max-command-bytes"),
        atLeastOne(system, "troupe.client.max-pending-commands"),
        positiveBytes(system, "troupe.client.max-pending-bytes"),
        bytes(system, "troupe.client.max-frame-bytes"),
        atLeastOne(system, "troupe.client.max-writes-in-flight"),
        nanos(system, "troupe.client.request-timeout"),
        bytes(system, "troupe.raft.snapshot-chunk-bytes"));
  }

  private static RaftSettings raftSettings(Config system) {
    long heartbeat = nanos(system, "troupe.raft.heartbeat-interval");
    long election = nanos(system, "troupe.raft.election-timeout");
    if (election / 3 < heartbeat) {
      throw new TroupeConfigurationException(
          "troupe.raft.election-timeout = "
              + Duration.ofNanos(election).toMillis()
              + " ms: it must be at least 3 times troupe.raft.heartbeat-interval ("
              + Duration.ofNanos(heartbeat).toMillis()
              + " ms); make it longer, or the heartbeats more frequent");
    }
    long snapshotAfter = positiveBytes(system, "troupe.raft.snapshot-after-bytes");
    long retained = system.getBytes("troupe.raft.retained-bytes");
    long log = positiveBytes(system, "troupe.raft.max-log-bytes");
    if (log - retained < snapshotAfter) {
      throw new TroupeConfigurationException(
          "troupe.raft.max-log-bytes = "
              + log
              + ": it must be at least troupe.raft.snapshot-after-bytes ("
              + snapshotAfter
              + ") plus troupe.raft.retained-bytes ("
              + retained
              + "), or a full log could never be compacted");
    }
    return new RaftSettings(
        heartbeat,
        election,
        nanos(system, "troupe.raft.disk-stall-timeout"),
        atLeastOne(system, "troupe.raft.max-inflight-frames"),
        positiveBytes(system, "troupe.raft.max-inflight-bytes"),
        bytes(system, "troupe.raft.max-message-bytes"),
        positiveBytes(system, "troupe.raft.max-uncommitted-bytes"),
        atLeastOne(system, "troupe.raft.max-pending-reads"),
        snapshotAfter,
        retained,
        log);
  }

  private TroupeSettings withinBounds() {
    fits("troupe.client.max-command-bytes", replica.maxCommandBytes());
    fits("troupe.client.max-frame-bytes", replica.maxFrameBytes());
    fits("troupe.raft.max-message-bytes", replica.raft().maxMessageBytes());
    fits("troupe.raft.snapshot-chunk-bytes", replica.snapshotChunkBytes());
    fits("troupe.gateway.max-envelope-bytes", maxEnvelopeBytes);
    nanos(config, "troupe.gateway.seek-interval");
    return this;
  }
}
