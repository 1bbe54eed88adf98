package io.troupe.app.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.troupe.actors.GroupStatus;
import io.troupe.protocols.NodeId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code GET /status}: what this node knows, which is not always the newest.
 *
 * @param role follower, candidate or leader
 * @param leader of {@code term}; null while none is known
 * @param members the Pekko Cluster as this node sees it
 */
record StatusView(
    @JsonProperty("node") String node,
    @JsonProperty("group") String group,
    @JsonProperty("role") String role,
    @JsonProperty("term") long term,
    @JsonProperty("leader") @Nullable String leader,
    @JsonProperty("commitIndex") long commitIndex,
    @JsonProperty("lastIndex") long lastIndex,
    @JsonProperty("snapshotIndex") long snapshotIndex,
    @JsonProperty("voters") List<String> voters,
    @JsonProperty("members") List<MemberView> members) {

  static StatusView of(GroupStatus status, List<MemberView> members) {
    return new StatusView(
        status.node().value(),
        status.group().value(),
        status.role().name().toLowerCase(Locale.ROOT),
        status.term(),
        status.leader().map(NodeId::value).orElse(null),
        status.commitIndex(),
        status.lastIndex(),
        status.snapshotIndex(),
        status.voters().stream().map(NodeId::value).toList(),
        members);
  }
}
