package io.troupe.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Talks to one node, and turns whatever goes wrong into one sentence and an exit code. */
final class KvClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final URI node;

  /**
   * @param node the node's URL, such as http://127.0.0.1:8081
   * @throws CommandFailure if that is none
   */
  KvClient(String node) throws CommandFailure {
    try {
      this.node = URI.create(node.endsWith("/") ? node : node + "/");
      if (this.node.getHost() == null || !"http".equals(this.node.getScheme())) {
        throw new IllegalArgumentException("no http URL");
      }
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--url " + node + ": use a URL such as http://127.0.0.1:8081");
    }
  }

  /** A request for a key; the caller adds method and headers. */
  HttpRequest.Builder key(String key) {
    return request("kv/" + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(node.resolve(path)).timeout(REQUEST_TIMEOUT);
  }

  static HttpRequest.BodyPublisher body(byte[] value) {
    return BodyPublishers.ofByteArray(value);
  }

  /**
   * Sends it, and returns an answer below 300.
   *
   * @throws CommandFailure for any other answer, or none
   */
  HttpResponse<byte[]> send(HttpRequest request) throws CommandFailure {
    HttpResponse<byte[]> response = exchange(request);
    if (response.statusCode() >= 300) {
      throw new CommandFailure(exitCode(response.statusCode()), problem(response));
    }
    return response;
  }

  JsonNode json(String path) throws CommandFailure {
    HttpResponse<byte[]> response = send(request(path).GET().build());
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, response.uri() + " did not answer with JSON: is it a Troupe node?");
    }
  }

  static String pretty(JsonNode json) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws CommandFailure {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE,
          "no node answers at "
              + node
              + ". Start one with ./troupe node conf/node-1.conf, or name another with --url.");
    } catch (HttpTimeoutException e) {
      throw lost(request, "did not answer within " + REQUEST_TIMEOUT.toSeconds() + " s");
    } catch (IOException e) {
      throw lost(request, "closed the connection (" + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw lost(request, "was not waited for");
    }
  }

  private CommandFailure lost(HttpRequest request, String what) {
    boolean read = request.method().equals("GET");
    return new CommandFailure(
        read ? ExitCode.UNAVAILABLE : ExitCode.UNKNOWN,
        node
            + " "
            + what
            + (read ? "; reading again is harmless." : "; the write may have happened or not."));
  }

  private static int exitCode(int status) {
    return switch (status) {
      case 404, 412 -> ExitCode.NO;
      case 503 -> ExitCode.UNAVAILABLE;
      case 504 -> ExitCode.UNKNOWN;
      default -> status < 500 ? ExitCode.USAGE : ExitCode.FAILED;
    };
  }

  private static String problem(HttpResponse<byte[]> response) {
    try {
      JsonNode problem = MAPPER.readTree(response.body());
      if (problem.hasNonNull("detail")) {
        return problem.get("title").asText() + ": " + problem.get("detail").asText();
      }
    } catch (IOException e) {
      // No JSON: say what there is.
    }
    return response.uri() + " answered with status " + response.statusCode();
  }
}
