package io.troupe.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalLong;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * Why a request was not done, as a JSON problem (RFC 9457).
 *
 * @param status the HTTP status
 * @param title the kind of problem, in a few words that never change
 * @param detail this case: what is wrong, and what to do
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
    @JsonProperty("status") int status,
    @JsonProperty("title") String title,
    @JsonProperty("detail") String detail) {
  static final ContentType CONTENT_TYPE = ContentTypes.parse("application/problem+json");

  static Problem badRequest(String detail) {
    return new Problem(400, "Bad request", detail);
  }

  static Problem noSuchPath(String path) {
    return new Problem(
        404,
        "No such path",
        path + " is not served here: try /kv/{key} (with / in a key as %2F), /status or /digest.");
  }

  static Problem noSuchKey(String key) {
    return new Problem(404, "No such key", "The key \"" + key + "\" has no value.");
  }

  static Problem methodNotAllowed(String method, String allowed) {
    return new Problem(
        405, "Method not allowed", method + " does not work here: use " + allowed + ".");
  }

  static Problem bodyTooLate(HttpSettings settings) {
    return new Problem(
        408,
        "Body too late",
        String.format(
            "The body did not arrive within %s.body-timeout = %d ms.",
            HttpSettings.PATH, settings.bodyTimeout().toMillis()));
  }

  static Problem conditionFailed(OptionalLong version) {
    String present =
        version.isPresent()
            ? "the key's value has the ETag " + ETags.of(version.getAsLong())
            : "the key has no value";
    return new Problem(
        412,
        "Condition failed",
        "Nothing was written: " + present + ". Read it again, and decide again.");
  }

  static Problem bodyTooLarge(HttpSettings settings) {
    return new Problem(
        413,
        "Body too large",
        String.format(
            "A value has at most %d bytes: %s.",
            settings.maxBodyBytes(), HttpSettings.MAX_BODY_KEY));
  }

  static Problem internal() {
    return new Problem(500, "Internal error", "This is a bug. The node's log has the details.");
  }

  HttpResponse toResponse() {
    return Json.response(status, CONTENT_TYPE, this);
  }
}
