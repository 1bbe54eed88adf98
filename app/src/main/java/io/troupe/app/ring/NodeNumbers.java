package io.troupe.app.ring;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.Member;
import java.util.List;
import java.util.stream.Stream;

/** Numbers for the nodes of a question, from 0, so that each has one colour in all pictures. */
record NodeNumbers(List<NodeId> nodes) {
  /** Those that were there first, then those that join. */
  static NodeNumbers of(RingQuestion question) {
    return new NodeNumbers(
        Stream.concat(question.before().stream(), question.after().stream())
            .map(Member::node)
            .distinct()
            .toList());
  }

  int of(NodeId node) {
    return nodes.indexOf(node);
  }
}
