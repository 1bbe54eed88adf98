package io.troupe.bench.ring;

import io.troupe.protocols.NodeId;

/** What says which node owns a key, for fixed members. */
interface Router {
  NodeId ownerOf(byte[] key);
}
