package io.troupe.protocols.ring;

import java.util.Arrays;
import java.util.List;

/**
 * The virtual nodes of a ring in the order of their tokens.
 *
 * <p>Tokens are kept with their highest bit flipped: then the order of signed numbers, which is
 * what the JDK sorts and searches by, is that of unsigned tokens. An index by the leading bits
 * leads next to the place that is looked for, as the tokens of a good hash are spread evenly.
 */
final class Places {
  private final long[] flippedTokens;
  private final int[] owners;

  /** For each value of the leading bits, the first place whose leading bits are not smaller. */
  private final int[] firstPlace;

  /** What takes a token to its leading bits. */
  private final int leadingBitsShift;

  private Places(long[] flippedTokens, int[] owners) {
    this.flippedTokens = flippedTokens;
    this.owners = owners;
    int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(owners.length - 1));
    this.leadingBitsShift = Long.SIZE - bits;
    this.firstPlace = new int[1 << bits];
    int place = 0;
    for (int leading = 0; leading < firstPlace.length; leading++) {
      while (place < owners.length && leadingBits(unflipped(place)) < leading) {
        place++;
      }
      firstPlace[leading] = place;
    }
  }

  static Places of(List<Member> members, int virtualNodes, HashRing.VirtualNodeTokens tokenOf) {
    int size = members.stream().mapToInt(Member::weight).sum() * virtualNodes;
    long[] unsorted = new long[size];
    int filled = 0;
    for (Member member : members) {
      for (int i = 0; i < member.weight() * virtualNodes; i++) {
        unsorted[filled++] = flip(tokenOf.tokenOf(member.node(), i));
      }
    }
    long[] sorted = unsorted.clone();
    Arrays.sort(sorted);
    return new Places(sorted, ownersOf(unsorted, sorted, members, virtualNodes));
  }

  /**
   * Members take their places in order, so that of equal tokens the smaller node-id comes first.
   */
  private static int[] ownersOf(
      long[] unsorted, long[] sorted, List<Member> members, int virtualNodes) {
    int[] owners = new int[sorted.length];
    Arrays.fill(owners, -1);
    int next = 0;
    for (int member = 0; member < members.size(); member++) {
      for (int i = 0; i < members.get(member).weight() * virtualNodes; i++) {
        int place = firstOf(unsorted[next++], sorted);
        while (owners[place] >= 0) {
          place++;
        }
        owners[place] = member;
      }
    }
    return owners;
  }

  private static int firstOf(long flippedToken, long[] sorted) {
    int place = Arrays.binarySearch(sorted, flippedToken);
    while (place > 0 && sorted[place - 1] == flippedToken) {
      place--;
    }
    return place;
  }

  int size() {
    return owners.length;
  }

  /** Whose place that is, as an index into the members. */
  int ownerAt(int place) {
    return owners[place];
  }

  long tokenAt(int place) {
    return unflipped(place);
  }

  /** The first place whose token is not smaller; after the last comes the first. */
  int successorOf(long token) {
    long flipped = flip(token);
    int place = firstPlace[leadingBits(token)];
    while (place < flippedTokens.length && flippedTokens[place] < flipped) {
      place++;
    }
    return place == flippedTokens.length ? 0 : place;
  }

  private int leadingBits(long token) {
    return (int) (token >>> leadingBitsShift);
  }

  private long unflipped(int place) {
    return flip(flippedTokens[place]);
  }

  private static long flip(long token) {
    return token ^ Long.MIN_VALUE;
  }
}
