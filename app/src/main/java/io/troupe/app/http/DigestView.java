package io.troupe.app.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.troupe.app.kv.KvReply.Digest;

/**
 * The body of {@code GET /digest}: a fingerprint of this node's own replica. At the same {@code
 * appliedIndex}, all replicas have the same.
 *
 * @param hash of all keys, values and versions, in hexadecimal
 */
record DigestView(
    @JsonProperty("hash") String hash,
    @JsonProperty("entries") long entries,
    @JsonProperty("appliedIndex") long appliedIndex) {

  static DigestView of(Digest digest) {
    return new DigestView(
        String.format("%016x", digest.hash()), digest.entries(), digest.appliedIndex());
  }
}
