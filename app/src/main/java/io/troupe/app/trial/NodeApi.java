package io.troupe.app.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.troupe.protocols.Bytes;
import io.troupe.testkit.multijvm.TrialFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The nodes' HTTP API as the trials use it. Thread-safe. */
final class NodeApi {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
  private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /** What became of a write. */
  enum Fate {
    /** Acknowledged: never to be lost. */
    ACKNOWLEDGED,
    /** Refused: never to be seen. */
    REFUSED,
    /** No answer, or none that decides: seen or not, either is right. */
    UNKNOWN
  }

  /**
   * Writes; fails only for an answer that makes no sense.
   *
   * @param timeout after which the fate is unknown
   */
  CompletableFuture<Fate> put(URI node, String key, byte[] value, Duration timeout) {
    HttpRequest request =
        HttpRequest.newBuilder(node.resolve("kv/" + key))
            .timeout(timeout)
            .PUT(BodyPublishers.ofByteArray(value))
            .build();
    return http.sendAsync(request, BodyHandlers.discarding())
        .handle((response, failure) -> failure == null ? fate(response, key) : Fate.UNKNOWN);
  }

  private static Fate fate(HttpResponse<?> response, String key) {
    return switch (response.statusCode()) {
      case 201, 204 -> Fate.ACKNOWLEDGED;
      case 503 -> Fate.REFUSED;
      case 504 -> Fate.UNKNOWN;
      default ->
          throw new TrialFailure(
              response.uri() + ": PUT " + key + " answered " + response.statusCode());
    };
  }

  /** The value, empty if there is none; fails if the node gives no answer. */
  Optional<Bytes> get(URI node, String key, Duration timeout) throws IOException {
    HttpResponse<byte[]> response = get(node.resolve("kv/" + key), timeout);
    return switch (response.statusCode()) {
      case 200 -> Optional.of(Bytes.wrap(response.body()));
      case 404 -> Optional.empty();
      default -> throw new IOException(response.uri() + " answered " + response.statusCode());
    };
  }

  /** What the node says of itself; empty if it gives no answer. */
  Optional<Status> status(URI node) {
    return json(node.resolve("status"))
        .map(
            json ->
                new Status(
                    json.path("node").asText(),
                    json.path("leader").asText(""),
                    json.path("term").asLong(),
                    json.path("commitIndex").asLong()));
  }

  /** The fingerprint of the node's own replica; empty if it gives no answer. */
  Optional<Digest> digest(URI node) {
    return json(node.resolve("digest"))
        .map(
            json ->
                new Digest(
                    json.path("hash").asText(),
                    json.path("entries").asLong(),
                    json.path("appliedIndex").asLong()));
  }

  private Optional<JsonNode> json(URI uri) {
    try {
      HttpResponse<byte[]> response = get(uri, STATUS_TIMEOUT);
      return response.statusCode() == 200
          ? Optional.of(MAPPER.readTree(response.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private HttpResponse<byte[]> get(URI uri, Duration timeout) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).build();
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrialFailure("interrupted");
    }
  }

  /**
   * @param leader empty if the node knows none
   */
  record Status(String node, String leader, long term, long commitIndex) {}

  /** Equal on all replicas that have applied the same. */
  record Digest(String hash, long entries, long appliedIndex) {}
}
