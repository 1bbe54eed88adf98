package io.troupe.testkit.certifier;

import io.troupe.protocols.Bytes;
import java.util.Objects;
import java.util.function.Function;

/**
 * A snapshot as it was written.
 *
 * @param meaning what of it must be equal between replicas: the bytes, unless the user says
 *     otherwise
 */
record Snapshot(Bytes bytes, Object meaning) {

  static Snapshot of(byte[] bytes, Function<byte[], ?> meaning) {
    return new Snapshot(Bytes.wrap(bytes), meaning.apply(bytes.clone()));
  }

  boolean means(Snapshot other) {
    return Objects.deepEquals(meaning, other.meaning);
  }

  String differenceTo(Snapshot other) {
    return meaning instanceof byte[]
        ? Shown.difference(bytes.sharedArray(), other.bytes.sharedArray())
        : Shown.value(meaning) + " and " + Shown.value(other.meaning);
  }
}
