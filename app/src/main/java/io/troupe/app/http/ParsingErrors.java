package io.troupe.app.http;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/**
 * Answers what is not even a request, in the same form as everything else. Pekko HTTP closes the
 * connection afterwards. Loaded by name, through {@link #MODULE$}.
 */
public final class ParsingErrors extends ParsingErrorHandler {
  /** Where Pekko HTTP looks for the instance, as if this were a Scala object. */
  @SuppressWarnings("checkstyle:ConstantName")
  public static final ParsingErrors MODULE$ = new ParsingErrors();

  private static final int NOT_IMPLEMENTED = 501;

  private ParsingErrors() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
    log.debug("Refused what is no HTTP request: {} {}", status.intValue(), info.formatPretty());
    if (status.intValue() == NOT_IMPLEMENTED && info.summary().contains("method")) {
      return Problem.methodNotAllowed("This method", Router.KEY_METHODS)
          .toResponse()
          .addHeader(RawHeader.create("Allow", Router.KEY_METHODS));
    }
    String detail = info.detail().isEmpty() ? info.summary() : info.formatPretty();
    return new Problem(status.intValue(), status.reason(), detail).toResponse();
  }
}
