package io.troupe.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.app.node.KvNode;
import io.troupe.app.node.NodeStartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real node with a single voter, asked over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KvHttpTest {
  private static final int MAX_BODY_BYTES = 1_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private @Nullable KvNode node;
  private URI url = URI.create("http://127.0.0.1");

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    node = KvNode.start(config(directory));
    url = URI.create("http://127.0.0.1:" + node.httpAddress().getPort());
    assertThat(put("/kv/first", "x").statusCode()).isEqualTo(201);
  }

  @AfterAll
  void stop() {
    if (node != null) {
      node.close();
    }
  }

  private static Config config(Path directory) {
    return ConfigFactory.load(
        ConfigFactory.parseString(
            String.format(
                """
                troupe.node-id = node-1
                troupe.data-dir = "%s"
                troupe.groups.kv.voters = [node-1]
                troupe.app.http { port = 0, max-body-bytes = %d }
                pekko.actor.provider = cluster
                pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                pekko.coordinated-shutdown.exit-jvm = off
                """,
                directory, MAX_BODY_BYTES)));
  }

  @Test
  void a_value_put_is_got_byte_for_byte_with_its_etag(TestInfo test) throws Exception {
    String key = key(test);

    HttpResponse<String> created = put(key, "one");
    HttpResponse<String> replaced = put(key, "two");
    HttpResponse<String> got = send("GET", key);

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(replaced.statusCode()).isEqualTo(204);
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.body()).isEqualTo("two");
    assertThat(etag(got)).isEqualTo(etag(replaced)).isNotEqualTo(etag(created));
    assertThat(got.headers().firstValue("Content-Type")).contains("application/octet-stream");
  }

  @Test
  void a_deleted_key_is_gone(TestInfo test) throws Exception {
    put(key(test), "one");

    assertThat(send("DELETE", key(test)).statusCode()).isEqualTo(204);
    assertProblem(send("GET", key(test)), 404, "has no value");
    assertProblem(send("DELETE", key(test)), 404, "has no value");
  }

  @Test
  void compare_and_set_through_if_match_wins_once(TestInfo test) throws Exception {
    String first = etag(put(key(test), "one"));

    HttpResponse<String> won = put(key(test), "two", "If-Match", first);
    HttpResponse<String> lost = put(key(test), "three", "If-Match", first);

    assertThat(won.statusCode()).isEqualTo(204);
    assertProblem(lost, 412, "Nothing was written");
    assertThat(etag(lost)).isEqualTo(etag(won));
    assertThat(send("GET", key(test)).body()).isEqualTo("two");
  }

  @Test
  void if_match_never_creates(TestInfo test) throws Exception {
    assertProblem(put(key(test), "x", "If-Match", "\"1\""), 412, "the key has no value");
    assertProblem(put(key(test), "x", "If-Match", "*"), 412, "the key has no value");
    assertProblem(put(key(test), "x", "If-Match", "\"abc\""), 412, "the key has no value");
    assertThat(send("GET", key(test)).statusCode()).isEqualTo(404);
  }

  @Test
  void if_none_match_star_only_creates(TestInfo test) throws Exception {
    assertThat(put(key(test), "one", "If-None-Match", "*").statusCode()).isEqualTo(201);
    assertProblem(put(key(test), "two", "If-None-Match", "*"), 412, "has the ETag");
  }

  @Test
  void delete_obeys_if_match(TestInfo test) throws Exception {
    String etag = etag(put(key(test), "one"));

    assertProblem(send("DELETE", key(test), "If-Match", "\"1\""), 412, "has the ETag " + etag);
    assertThat(send("DELETE", key(test), "If-Match", etag).statusCode()).isEqualTo(204);
    assertProblem(send("DELETE", key(test), "If-Match", etag), 412, "the key has no value");
  }

  @Test
  void a_reader_who_has_the_value_is_told_so_without_a_body(TestInfo test) throws Exception {
    String etag = etag(put(key(test), "one"));

    HttpResponse<String> known = send("GET", key(test), "If-None-Match", "\"1\", " + etag);
    HttpResponse<String> other = send("GET", key(test), "If-None-Match", "\"1\"");

    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    assertThat(etag(known)).isEqualTo(etag);
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void head_is_get_without_the_body(TestInfo test) throws Exception {
    String etag = etag(put(key(test), "one"));

    HttpResponse<String> head = send("HEAD", key(test));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(etag(head)).isEqualTo(etag);
    assertThat(head.headers().firstValue("Content-Length")).contains("3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a%20b", "a%2Fb", "%D0%BA%D0%BB%D1%8E%D1%87", "%F0%9F%90%98", "a+b", "~;="})
  void keys_are_any_percent_encoded_utf8(String key) throws Exception {
    assertThat(put("/kv/" + key, key).statusCode()).isEqualTo(201);
    assertThat(send("GET", "/kv/" + key).body()).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "/kv/%FF, the key is not UTF-8",
    "/kv/a%0Ab, control characters are not allowed",
    "/kv/, the key is empty"
  })
  void malformed_keys_are_refused_with_a_reason(String path, String reason) throws Exception {
    assertProblem(send("GET", path), 400, reason);
    assertProblem(put(path, "x"), 400, reason);
    assertProblem(send("DELETE", path), 400, reason);
  }

  @Test
  void a_key_that_is_too_long_is_refused_with_the_limit() throws Exception {
    assertThat(put("/kv/" + "k".repeat(256), "x").statusCode()).isEqualTo(201);
    assertProblem(put("/kv/" + "k".repeat(257), "x"), 400, "at most 256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "W/\"17\"", "\"1\", \"2\"", "\"", ""})
  void an_etag_that_is_none_is_refused_with_an_example(String ifMatch) throws Exception {
    assertProblem(put("/kv/x", "x", "If-Match", ifMatch), 400, "\"17\" with its quotes");
  }

  @Test
  void conditions_that_contradict_each_other_are_refused() throws Exception {
    assertProblem(put("/kv/x", "x", "If-Match", "*", "If-None-Match", "*"), 400, "one of them");
    assertProblem(put("/kv/x", "x", "If-None-Match", "\"1\""), 400, "works with * only");
    assertProblem(send("DELETE", "/kv/x", "If-None-Match", "*"), 400, "does not work with DELETE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "OPTIONS"})
  void a_method_that_does_not_work_is_answered_with_those_that_do(String method) throws Exception {
    HttpResponse<String> key = send(method, "/kv/x");
    HttpResponse<String> status = send(method, "/status");

    assertProblem(key, 405, "use GET, HEAD, PUT, DELETE");
    assertThat(key.headers().firstValue("Allow")).contains("GET, HEAD, PUT, DELETE");
    assertProblem(status, 405, "use GET, HEAD");
    assertThat(status.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void a_method_that_does_not_exist_is_answered_alike() throws Exception {
    HttpResponse<String> response = send("BREW", "/kv/x");

    assertProblem(response, 405, "use GET, HEAD, PUT, DELETE");
    assertThat(response.headers().firstValue("Allow")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/kv", "/kv/a/b", "/statuses", "/kv/a/"})
  void a_path_that_is_not_served_is_answered_with_those_that_are(String path) throws Exception {
    assertProblem(send("GET", path), 404, "/kv/{key}");
    assertProblem(put(path, "x"), 404, "/kv/{key}");
  }

  @Test
  void a_body_over_the_limit_is_refused_with_the_limit_and_its_key(TestInfo test) throws Exception {
    byte[] largest = new byte[MAX_BODY_BYTES];
    byte[] tooLarge = new byte[MAX_BODY_BYTES + 1];
    BodyPublisher chunked = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(tooLarge));

    assertThat(put(key(test), BodyPublishers.ofByteArray(largest)).statusCode()).isEqualTo(201);
    for (BodyPublisher body : new BodyPublisher[] {BodyPublishers.ofByteArray(tooLarge), chunked}) {
      HttpResponse<String> refused = put(key(test), body);
      assertProblem(refused, 413, "at most 1000 bytes");
      assertProblem(refused, 413, "troupe.app.http.max-body-bytes");
    }
    assertThat(send("GET", key(test)).body()).hasSize(MAX_BODY_BYTES);
  }

  @Test
  void what_is_no_http_is_answered_with_a_problem_too() throws Exception {
    String answer = raw("GET /kv/%zz HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
  }

  @Test
  void status_tells_what_the_node_knows() throws Exception {
    JsonNode status = MAPPER.readTree(send("GET", "/status").body());

    assertThat(status.path("node").asText()).isEqualTo("node-1");
    assertThat(status.path("role").asText()).isEqualTo("leader");
    assertThat(status.path("leader").asText()).isEqualTo("node-1");
    assertThat(status.path("term").asLong()).isPositive();
    assertThat(status.path("commitIndex").asLong()).isPositive();
    assertThat(status.path("voters").toString()).isEqualTo("[\"node-1\"]");
    assertThat(status.path("members").isArray()).isTrue();
  }

  @Test
  void the_digest_changes_with_every_write(TestInfo test) throws Exception {
    JsonNode before = MAPPER.readTree(send("GET", "/digest").body());
    String version = etag(put(key(test), "one")).replace("\"", "");
    JsonNode after = MAPPER.readTree(send("GET", "/digest").body());

    assertThat(after.path("hash").asText()).matches("[0-9a-f]{16}");
    assertThat(after.path("hash")).isNotEqualTo(before.path("hash"));
    assertThat(after.path("entries").asLong()).isEqualTo(before.path("entries").asLong() + 1);
    assertThat(after.path("appliedIndex").asText()).isEqualTo(version);
  }

  @Test
  void a_second_node_on_the_same_http_port_is_told_which_key_to_change(@TempDir Path directory) {
    Config taken =
        ConfigFactory.parseString("troupe.app.http.port = " + url.getPort())
            .withFallback(config(directory));

    assertThatExceptionOfType(NodeStartException.class)
        .isThrownBy(() -> KvNode.start(taken))
        .withMessageContaining("troupe.app.http.port = " + url.getPort())
        .withMessageContaining("choose another port");
  }

  private static String key(TestInfo test) {
    return "/kv/" + test.getTestMethod().orElseThrow().getName();
  }

  private HttpResponse<String> put(String path, String value, String... headers)
      throws IOException, InterruptedException {
    return put(path, BodyPublishers.ofString(value), headers);
  }

  private HttpResponse<String> put(String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    return exchange("PUT", path, body, headers);
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return exchange(method, path, BodyPublishers.noBody(), headers);
  }

  private HttpResponse<String> exchange(
      String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String etag(HttpResponse<?> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  private static void assertProblem(HttpResponse<String> response, int status, String detail)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = MAPPER.readTree(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).contains(detail);
  }
}
