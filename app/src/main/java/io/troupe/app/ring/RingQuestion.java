package io.troupe.app.ring;

import io.troupe.protocols.ring.KeySpace;
import io.troupe.protocols.ring.Member;
import java.util.List;

/**
 * What shall be shown.
 *
 * @param before the members now, by node-id
 * @param after the members after a join or leave, by node-id; equal to {@code before} without one
 * @param change the join or leave in words; empty without one
 * @param keys which keys to look up
 * @param replicas how many nodes hold a key, at most the number of members before and after
 * @param virtualNodes on the ring, for each unit of weight
 */
public record RingQuestion(
    List<Member> before,
    List<Member> after,
    String change,
    List<String> keys,
    KeySpace keySpace,
    int replicas,
    int virtualNodes) {
  public RingQuestion {
    before = List.copyOf(before);
    after = List.copyOf(after);
    keys = List.copyOf(keys);
  }

  boolean hasChange() {
    return !change.isEmpty();
  }
}
