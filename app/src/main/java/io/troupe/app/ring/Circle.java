package io.troupe.app.ring;

import io.troupe.protocols.ring.HashRing;
import io.troupe.protocols.ring.VirtualNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The circle of tokens, cut at each place of two rings: within a piece, neither ring changes its
 * mind. So what is computed from the pieces is exact, and not of a sample of keys.
 */
final class Circle {
  private static final double TOKENS = 0x1p64;

  private Circle() {}

  /**
   * One piece: the tokens after {@code start} up to {@code end}, clockwise.
   *
   * @param start excluded
   * @param end included
   */
  record Piece(long start, long end) {
    /** Of the whole circle; a piece that starts where it ends is all of it. */
    double share() {
      return start == end ? 1 : fraction(end - start);
    }
  }

  /** The pieces clockwise, beginning with the one that holds token 0. */
  static List<Piece> cut(HashRing before, HashRing after) {
    long[] cuts =
        Stream.concat(before.virtualNodes().stream(), after.virtualNodes().stream())
            .map(VirtualNode::token)
            .distinct()
            .sorted(Long::compareUnsigned)
            .mapToLong(Long::longValue)
            .toArray();
    List<Piece> pieces = new ArrayList<>();
    long start = cuts[cuts.length - 1];
    for (long cut : cuts) {
      pieces.add(new Piece(start, cut));
      start = cut;
    }
    return pieces;
  }

  /** Where a token is on the circle, from 0 to below 1. */
  static double fraction(long token) {
    return ((token >>> 1) * 2.0 + (token & 1)) / TOKENS;
  }
}
