package io.troupe.protocols.ring;

import io.troupe.protocols.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Consistent hashing (Karger et al. 1997) with virtual nodes and preference lists (Dynamo §4.2 and
 * §4.3). Tokens form a circle. Each member stands at many places of it, in proportion to its
 * weight, and a key belongs to the member at the first place clockwise from the key's token, a
 * place at the token itself included.
 *
 * <p>The ring is a pure function of members, virtual nodes and hash (I29): neither the order in
 * which members are named nor what was there before makes a difference. When a member joins, keys
 * move only to it; when one leaves, only its keys move. Places of different nodes may have the same
 * token; then all are kept, the one of the smaller node-id in front.
 *
 * <p>Immutable, 12 bytes for each virtual node and 4 to 8 for an index of them. {@link #ownerOf}
 * allocates nothing and takes constant time on average.
 */
public final class HashRing implements Placement {
  /** Enough for the fullest of ten nodes to own less than 1.17 times its share, nearly always. */
  public static final int VIRTUAL_NODES = 256;

  /** So that a ring stays below a gigabyte. */
  private static final int PLACES_MAX = 1 << 25;

  private final TokenHash hash;
  private final List<Member> members;
  private final Places places;
  private final PreferenceLists preferenceLists;

  private HashRing(TokenHash hash, List<Member> members, Places places) {
    this.hash = hash;
    this.members = members;
    this.places = places;
    this.preferenceLists = new PreferenceLists(members, places);
  }

  /** A ring of today's hash with {@link #VIRTUAL_NODES} for each unit of weight. */
  public static HashRing of(Collection<Member> members) {
    return of(TokenHash.MURMUR3_X64_128, members, VIRTUAL_NODES);
  }

  /**
   * A ring of any hash and any number of virtual nodes.
   *
   * @param hash what makes the tokens of keys and of virtual nodes
   * @param members at least one, each node once
   * @param virtualNodes for each unit of weight, at least 1
   */
  public static HashRing of(TokenHash hash, Collection<Member> members, int virtualNodes) {
    return of(hash, members, virtualNodes, (node, i) -> hash.tokenOf(nameOf(node, i)));
  }

  /** With tokens as given, so that tests can have them collide. */
  static HashRing of(
      TokenHash hash, Collection<Member> members, int virtualNodes, VirtualNodeTokens tokens) {
    List<Member> sorted = Member.sorted(members);
    long count = sorted.stream().mapToLong(Member::weight).sum() * virtualNodes;
    if (virtualNodes < 1 || count > PLACES_MAX) {
      throw new IllegalArgumentException(
          "virtual nodes must be at least 1, and at most "
              + PLACES_MAX
              + " over all weights, not "
              + virtualNodes);
    }
    return new HashRing(hash, sorted, Places.of(sorted, virtualNodes, tokens));
  }

  /** Where the virtual nodes are. */
  interface VirtualNodeTokens {
    long tokenOf(NodeId node, int virtualNode);
  }

  /** By node-id. */
  public List<Member> members() {
    return members;
  }

  /** The token of a key on this ring. */
  public long tokenOf(byte[] key) {
    return hash.tokenOf(key);
  }

  public NodeId ownerOf(byte[] key) {
    return ownerOf(tokenOf(key));
  }

  @Override
  public NodeId ownerOf(long token) {
    return memberAt(places.successorOf(token)).node();
  }

  public List<NodeId> preferenceList(byte[] key, int n) {
    return preferenceList(tokenOf(key), n);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Clockwise from the token, the first node of each rack; then the second of each rack; and so
   * on. So each list of {@code n} spreads over as many racks as it can, and is the beginning of the
   * list of {@code n + 1}.
   */
  @Override
  public List<NodeId> preferenceList(long token, int n) {
    if (n < 1 || n > members.size()) {
      throw new IllegalArgumentException(
          "a preference list of " + n + " nodes from a ring of " + members.size());
    }
    return preferenceLists.from(places.successorOf(token), n);
  }

  /** All virtual nodes, clockwise from token 0, for looking at. Made anew with each call. */
  public List<VirtualNode> virtualNodes() {
    return IntStream.range(0, places.size())
        .mapToObj(place -> new VirtualNode(places.tokenAt(place), memberAt(place).node()))
        .toList();
  }

  /** The number of virtual nodes. */
  int places() {
    return places.size();
  }

  /** The place that a token belongs to, from 0, clockwise. */
  int placeOf(long token) {
    return places.successorOf(token);
  }

  /** Whose virtual node that is, as an index into {@link #members}. */
  int memberIndexAt(int place) {
    return places.ownerAt(place);
  }

  private Member memberAt(int place) {
    return members.get(places.ownerAt(place));
  }

  /** The node-id, a zero byte, the number in four bytes: no two virtual nodes share a name. */
  private static byte[] nameOf(NodeId node, int virtualNode) {
    byte[] id = node.value().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(id.length + 5).put(id).put((byte) 0).putInt(virtualNode).array();
  }
}
