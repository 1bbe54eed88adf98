package io.troupe.app.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;

/**
 * One member of the Pekko Cluster.
 *
 * @param address of its ActorSystem
 * @param status joining, up, leaving, ...
 */
public record MemberView(
    @JsonProperty("address") String address,
    @JsonProperty("status") String status,
    @JsonProperty("reachable") boolean reachable) {

  /** All members, as one node sees them. */
  public static List<MemberView> of(CurrentClusterState state) {
    return StreamSupport.stream(state.getMembers().spliterator(), false)
        .map(
            member ->
                new MemberView(
                    member.address().toString(),
                    member.status().toString().toLowerCase(Locale.ROOT),
                    !state.getUnreachable().contains(member)))
        .toList();
  }
}
