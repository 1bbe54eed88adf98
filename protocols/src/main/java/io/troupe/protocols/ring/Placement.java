package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.util.List;

/** A rule that says where the key of a token lives, given nothing but the members. */
public interface Placement {
  /** Who owns the key of this token: the first of its preference list. */
  NodeId ownerOf(long token);

  /**
   * The nodes that hold the key of this token, most preferred first, all different.
   *
   * @param n how many, 1 to the number of members
   * @throws IllegalArgumentException if there are not so many members: a list that is shorter than
   *     asked for would be a loss of replicas that nobody notices
   */
  List<NodeId> preferenceList(long token, int n);
}
