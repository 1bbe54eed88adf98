package io.troupe.bench.ring;

import com.google.common.hash.Hashing;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.ring.HashRing;
import io.troupe.protocols.ring.KeySpace;
import io.troupe.protocols.ring.Member;
import io.troupe.protocols.ring.ModuloPlacement;
import io.troupe.protocols.ring.ShardPlanner;
import io.troupe.protocols.ring.ShardTable;
import io.troupe.protocols.ring.TokenHash;
import java.util.List;
import org.apache.pekko.routing.ConsistentHash;

/** What is compared. Each maps keys to owners among members of equal weight. */
public enum Contender {
  /** The shard table, one replica of each of 1,021 shards. */
  TROUPE_TABLE("Troupe shard table, 1,021 shards") {
    @Override
    Router over(List<Member> members) {
      return routing(PLANNER.first(members).table());
    }

    @Override
    Router next(List<Member> before, List<Member> after) {
      return routing(PLANNER.next(after, PLANNER.first(before).table()).table());
    }

    private Router routing(ShardTable table) {
      return table::leaderOf;
    }
  },

  /** The ring of this project as it comes. */
  TROUPE_RING("Troupe ring, 256 virtual nodes") {
    @Override
    Router over(List<Member> members) {
      return HashRing.of(members)::ownerOf;
    }
  },

  /** Pekko's ring as its routers come: {@code virtual-nodes-factor = 10}. */
  PEKKO_10("Pekko ConsistentHash, 10 virtual nodes (its default)") {
    @Override
    Router over(List<Member> members) {
      return pekko(members, 10);
    }
  },

  /** Pekko's ring with as many virtual nodes as ours. */
  PEKKO_256("Pekko ConsistentHash, 256 virtual nodes") {
    @Override
    Router over(List<Member> members) {
      return pekko(members, HashRing.VIRTUAL_NODES);
    }
  },

  /** Guava's jump hash (Lamping and Veach 2014) of the token that we use ourselves. */
  GUAVA("Guava consistentHash (jump hash)") {
    @Override
    Router over(List<Member> members) {
      List<NodeId> nodes = nodes(members);
      return key ->
          nodes.get(Hashing.consistentHash(TokenHash.MURMUR3_X64_128.tokenOf(key), nodes.size()));
    }
  },

  /** Rendezvous hashing. */
  RENDEZVOUS("rendezvous hashing") {
    @Override
    Router over(List<Member> members) {
      return new Rendezvous(nodes(members));
    }
  },

  /** The baseline. */
  MODULO("modulo N") {
    @Override
    Router over(List<Member> members) {
      ModuloPlacement placement = ModuloPlacement.of(members);
      return key -> placement.ownerOf(TokenHash.MURMUR3_X64_128.tokenOf(key));
    }
  };

  private static final ShardPlanner PLANNER = new ShardPlanner(KeySpace.of(1_021), 1);

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** From nothing but the members. */
  abstract Router over(List<Member> members);

  /** After a change of members. Only the table looks at what was before. */
  Router next(List<Member> before, List<Member> after) {
    return over(after);
  }

  private static Router pekko(List<Member> members, int virtualNodes) {
    ConsistentHash<NodeId> ring = ConsistentHash.create(nodes(members), virtualNodes);
    return ring::nodeFor;
  }

  private static List<NodeId> nodes(List<Member> members) {
    return members.stream().map(Member::node).toList();
  }
}
