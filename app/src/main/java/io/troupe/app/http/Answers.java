package io.troupe.app.http;

import io.troupe.actors.Outcome;
import io.troupe.actors.Outcome.Rejected;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** What became of a request to the group, as an HTTP response. */
final class Answers {
  private static final int RETRY_AFTER_SECONDS = 1;

  private Answers() {}

  /** A write: 504 if it may or may not have happened. */
  static <R> HttpResponse ofWrite(Outcome<R> outcome, Function<R, HttpResponse> committed) {
    return outcome.match(
        done -> committed.apply(done.reply()),
        Answers::rejected,
        unknown ->
            new Problem(
                    504,
                    "Outcome unknown",
                    "The write may have happened, now or later, or not: read to find out, or"
                        + " repeat it with If-Match. ("
                        + unknown.message()
                        + ")")
                .toResponse());
  }

  /** A read: 504 if there was no answer in time. */
  static <R> HttpResponse ofRead(
      Outcome<R> outcome, Function<Outcome.Committed<R>, HttpResponse> committed) {
    return outcome.match(
        committed,
        Answers::rejected,
        unknown ->
            new Problem(
                    504,
                    "No answer",
                    "The group did not answer in time; reading again is harmless. ("
                        + unknown.message()
                        + ")")
                .toResponse());
  }

  private static HttpResponse rejected(Rejected<?> rejected) {
    return switch (rejected.reason()) {
      case OVERLOADED -> tryAgain("Overloaded", rejected.message());
      case NO_LEADER -> tryAgain("No leader", rejected.message());
      case TOO_LARGE -> new Problem(413, "Body too large", rejected.message()).toResponse();
      case STOPPED ->
          new Problem(
                  503,
                  "Group stopped",
                  "Nothing was done: this node's replica does not run. Ask another node, and look"
                      + " into this one's log. ("
                      + rejected.message()
                      + ")")
              .toResponse();
    };
  }

  private static HttpResponse tryAgain(String title, String message) {
    return new Problem(503, title, "Nothing was done; it is safe to try again. (" + message + ")")
        .toResponse()
        .addHeader(RawHeader.create("Retry-After", String.valueOf(RETRY_AFTER_SECONDS)));
  }
}
