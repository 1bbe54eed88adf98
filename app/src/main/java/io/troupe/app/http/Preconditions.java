package io.troupe.app.http;

import io.troupe.app.kv.Condition;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** A request's If-Match and If-None-Match (RFC 9110 §13.1). */
record Preconditions(Optional<String> ifMatch, Optional<String> ifNoneMatch) {
  private static final String IF_MATCH = "If-Match";
  private static final String IF_NONE_MATCH = "If-None-Match";

  static Preconditions of(HttpRequest request) {
    return new Preconditions(header(request, IF_MATCH), header(request, IF_NONE_MATCH));
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value).map(String::trim);
  }

  /**
   * As the condition of a write.
   *
   * @throws IllegalArgumentException if the headers do not make sense for one; the message tells a
   *     person
   */
  Condition forWrite() {
    if (ifMatch.isPresent() && ifNoneMatch.isPresent()) {
      throw new IllegalArgumentException(
          "If-Match asks for a value and If-None-Match for none: send one of them.");
    }
    if (ifNoneMatch.isPresent()) {
      if (!ifNoneMatch.get().equals("*")) {
        throw new IllegalArgumentException(
            "If-None-Match works with * only when writing: it means that the key has no value.");
      }
      return new Condition.Absent();
    }
    if (ifMatch.isEmpty()) {
      return new Condition.Always();
    }
    return ifMatch.get().equals("*")
        ? new Condition.Present()
        : new Condition.AtVersion(ETags.version(IF_MATCH, ifMatch.get()));
  }

  /** Whether a read should find this version, or any. */
  boolean isMetBy(long version) {
    return ifMatch.isEmpty() || ETags.listMatches(ifMatch.get(), version);
  }

  /** Whether the reader has this version already. */
  boolean isKnown(long version) {
    return ifNoneMatch.isPresent() && ETags.listMatches(ifNoneMatch.get(), version);
  }
}
