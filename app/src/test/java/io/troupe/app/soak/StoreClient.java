package io.troupe.app.soak;

import io.troupe.app.soak.Answer.Answered;
import io.troupe.app.soak.Answer.Unknown;
import io.troupe.app.soak.Answer.WithoutEffect;
import io.troupe.app.soak.Reply.Compared;
import io.troupe.app.soak.Reply.Deleted;
import io.troupe.app.soak.Reply.Found;
import io.troupe.app.soak.Reply.Stored;
import io.troupe.app.soak.Request.CompareAndSet;
import io.troupe.app.soak.Request.Delete;
import io.troupe.app.soak.Request.Get;
import io.troupe.app.soak.Request.Put;
import io.troupe.testkit.multijvm.TrialFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The HTTP API, as outcomes. Thread-safe. {@code HttpClient} repeats only reads by itself, so one
 * request is at most one write.
 */
final class StoreClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * Asks one node, and waits at most two seconds.
   *
   * @param version of the value that a compare-and-set expects; 0 if it expects none
   * @throws TrialFailure if the answer is none that this request can have
   */
  Answer ask(URI node, Request request, long version) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(node.resolve("kv/" + request.key())).timeout(REQUEST_TIMEOUT);
    try {
      return answer(
          request, http.send(build(builder, request, version), BodyHandlers.ofByteArray()));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new WithoutEffect();
    } catch (IOException e) {
      return undecided(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrialFailure("interrupted");
    }
  }

  private static HttpRequest build(HttpRequest.Builder builder, Request request, long version) {
    if (request instanceof Put put) {
      return builder.PUT(BodyPublishers.ofString(put.value())).build();
    } else if (request instanceof CompareAndSet compare) {
      HttpRequest.Builder conditional =
          compare.expected().isEmpty()
              ? builder.header("If-None-Match", "*")
              : builder.header("If-Match", "\"" + version + "\"");
      return conditional.PUT(BodyPublishers.ofString(compare.value())).build();
    }
    return request instanceof Delete ? builder.DELETE().build() : builder.GET().build();
  }

  private static Answer answer(Request request, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 503) {
      return new WithoutEffect();
    } else if (status == 504) {
      return undecided(request);
    }
    return reply(request, response)
        .<Answer>map(reply -> new Answered(reply, version(response)))
        .orElseThrow(() -> new TrialFailure(request + " was answered with status " + status));
  }

  private static Answer undecided(Request request) {
    return request instanceof Get ? new WithoutEffect() : new Unknown();
  }

  private static Optional<Reply> reply(Request request, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (request instanceof Get) {
      return switch (status) {
        case 200 ->
            Optional.of(
                new Found(Optional.of(new String(response.body(), StandardCharsets.UTF_8))));
        case 404 -> Optional.of(new Found(Optional.empty()));
        default -> Optional.empty();
      };
    } else if (request instanceof Delete) {
      return status == 204 || status == 404
          ? Optional.of(new Deleted(status == 204))
          : Optional.empty();
    }
    boolean stored = status == 201 || status == 204;
    if (request instanceof CompareAndSet) {
      return stored || status == 412 ? Optional.of(new Compared(stored)) : Optional.empty();
    }
    return stored ? Optional.of(new Stored(status == 201)) : Optional.empty();
  }

  private static long version(HttpResponse<byte[]> response) {
    boolean ofThisValue = response.statusCode() < 300;
    return response
        .headers()
        .firstValue("ETag")
        .filter(tag -> ofThisValue)
        .map(tag -> Long.parseLong(tag.substring(1, tag.length() - 1)))
        .orElse(0L);
  }
}
