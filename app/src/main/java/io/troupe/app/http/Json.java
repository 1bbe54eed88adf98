package io.troupe.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.UncheckedIOException;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Answers in JSON, indented, for eyes as well as for programs. */
final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  static HttpResponse ok(Object view) {
    return response(200, ContentTypes.APPLICATION_JSON, view);
  }

  static HttpResponse response(int status, ContentType contentType, Object view) {
    try {
      byte[] json = MAPPER.writeValueAsBytes(view);
      return HttpResponse.create()
          .withStatus(status)
          .withEntity(HttpEntities.create(contentType, json));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
