package io.troupe.app.http;

import io.troupe.app.kv.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to the resource and method that answers it. Every request gets an answer. */
final class Router {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);
  static final String KEY_METHODS = "GET, HEAD, PUT, DELETE";
  private static final String NODE_METHODS = "GET, HEAD";

  private final ActorSystem<?> system;
  private final HttpSettings settings;
  private final KeyResource keys;
  private final NodeResource node;

  Router(ActorSystem<?> system, HttpSettings settings, KeyResource keys, NodeResource node) {
    this.system = system;
    this.settings = settings;
    this.keys = keys;
    this.node = node;
  }

  CompletionStage<HttpResponse> handle(HttpRequest request) {
    try {
      return route(request).exceptionally(this::failed);
    } catch (IllegalArgumentException e) {
      return refuse(request, Problem.badRequest(String.valueOf(e.getMessage())).toResponse());
    }
  }

  private CompletionStage<HttpResponse> route(HttpRequest request) {
    List<String> path = new ArrayList<>();
    request.getUri().pathSegments().forEach(path::add);
    if (request.getUri().asScala().path().endsWithSlash()) {
      path.add("");
    }
    if (path.size() == 2 && path.get(0).equals("kv")) {
      return key(new Key(path.get(1)), request);
    } else if (path.size() == 1 && path.get(0).equals("status")) {
      return node(request, NodeResource::status);
    } else if (path.size() == 1 && path.get(0).equals("digest")) {
      return node(request, NodeResource::digest);
    }
    return refuse(request, Problem.noSuchPath(request.getUri().path()).toResponse());
  }

  private CompletionStage<HttpResponse> key(Key key, HttpRequest request) {
    Preconditions preconditions = Preconditions.of(request);
    return switch (request.method().name()) {
      case "GET" -> {
        discard(request);
        yield keys.get(key, preconditions);
      }
      case "PUT" -> {
        preconditions.forWrite();
        yield body(request).thenCompose(body -> keys.put(key, preconditions, body));
      }
      case "DELETE" -> {
        discard(request);
        yield keys.delete(key, preconditions);
      }
      default -> methodNotAllowed(request, KEY_METHODS);
    };
  }

  private CompletionStage<HttpResponse> node(
      HttpRequest request, Function<NodeResource, CompletionStage<HttpResponse>> get) {
    if (!request.method().name().equals("GET")) {
      return methodNotAllowed(request, NODE_METHODS);
    }
    discard(request);
    return get.apply(node);
  }

  private CompletionStage<ByteString> body(HttpRequest request) {
    return request
        .entity()
        .withSizeLimit(settings.maxBodyBytes())
        .toStrict(settings.bodyTimeout().toMillis(), system)
        .thenApply(strict -> strict.getData());
  }

  private CompletionStage<HttpResponse> methodNotAllowed(HttpRequest request, String allowed) {
    HttpResponse response = Problem.methodNotAllowed(request.method().name(), allowed).toResponse();
    return refuse(request, response.addHeader(RawHeader.create("Allow", allowed)));
  }

  private CompletionStage<HttpResponse> refuse(HttpRequest request, HttpResponse response) {
    discard(request);
    return CompletableFuture.completedFuture(response);
  }

  /** A body that nobody reads would stall its connection. */
  private void discard(HttpRequest request) {
    request.discardEntityBytes(system);
  }

  private HttpResponse failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof EntityStreamSizeException) {
      return Problem.bodyTooLarge(settings).toResponse();
    } else if (cause instanceof TimeoutException) {
      return Problem.bodyTooLate(settings).toResponse();
    }
    LOG.error("A request failed", cause);
    return Problem.internal().toResponse();
  }
}
