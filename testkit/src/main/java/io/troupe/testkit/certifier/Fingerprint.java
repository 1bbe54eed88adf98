package io.troupe.testkit.certifier;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A digest of all replies, answers and final snapshots: equal in every JVM for a good machine. */
final class Fingerprint {
  private static final int SHOWN_BYTES = 8;

  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  <R> void add(Encoding<R> replies, LogCheck.Evidence<R> evidence) {
    evidence.run().replies().forEach(reply -> add(replies.encode(0, reply)));
    evidence.answers().stream().flatMap(List::stream).forEach(answer -> add(replies, answer));
    if (evidence.run().last().meaning() instanceof byte[] bytes) {
      add(bytes);
    }
  }

  private <R> void add(Encoding<R> replies, Answer answer) {
    if (answer instanceof Answer.Reply reply) {
      @SuppressWarnings("unchecked") // an answer of the machine whose codec this is
      R value = (R) reply.value();
      add(replies.encode(0, value));
    } else {
      add(new byte[0]);
    }
  }

  private void add(byte[] bytes) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      digest.update((byte) (bytes.length >>> shift));
    }
    digest.update(bytes);
  }

  String shown() {
    return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
  }
}
