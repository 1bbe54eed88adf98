package io.troupe.app.http;

import io.troupe.actors.Group;
import io.troupe.app.kv.Key;
import io.troupe.app.kv.KvCommand;
import io.troupe.app.kv.KvCommand.Delete;
import io.troupe.app.kv.KvCommand.Put;
import io.troupe.app.kv.KvQuery;
import io.troupe.app.kv.KvQuery.Get;
import io.troupe.app.kv.KvReply;
import io.troupe.app.kv.KvReply.ConditionFailed;
import io.troupe.app.kv.KvReply.Found;
import io.troupe.app.kv.KvReply.NotFound;
import io.troupe.app.kv.KvReply.Removed;
import io.troupe.app.kv.KvReply.Stored;
import io.troupe.protocols.Bytes;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/** {@code /kv/{key}}: one value, read linearizably, written unconditionally or if an ETag fits. */
final class KeyResource {
  private final Group<KvCommand, KvQuery, KvReply> group;

  KeyResource(Group<KvCommand, KvQuery, KvReply> group) {
    this.group = group;
  }

  /** 200 with the value, 304 if the client has it, 404 or 412. */
  CompletionStage<HttpResponse> get(Key key, Preconditions preconditions) {
    return group
        .read(new Get(key))
        .thenApply(
            outcome -> Answers.ofRead(outcome, done -> found(key, done.reply(), preconditions)));
  }

  private static HttpResponse found(Key key, KvReply reply, Preconditions preconditions) {
    if (!(reply instanceof Found found)) {
      return preconditions.ifMatch().isPresent()
          ? conditionFailed(0)
          : Problem.noSuchKey(key.value()).toResponse();
    }
    if (!preconditions.isMetBy(found.version())) {
      return conditionFailed(found.version());
    }
    HttpResponse response = tagged(200, found.version());
    return preconditions.isKnown(found.version())
        ? response.withStatus(304)
        : response.withEntity(
            HttpEntities.create(
                ContentTypes.APPLICATION_OCTET_STREAM,
                ByteString.fromArrayUnsafe(found.value().sharedArray())));
  }

  /**
   * 201 if created, 204 if replaced, or 412.
   *
   * @throws IllegalArgumentException if the preconditions do not make sense
   */
  CompletionStage<HttpResponse> put(Key key, Preconditions preconditions, ByteString body) {
    Bytes value = Bytes.wrap(body.toArray());
    return write(new Put(key, value, preconditions.forWrite()));
  }

  /**
   * 204 if removed, 404 or 412.
   *
   * @throws IllegalArgumentException if the preconditions do not make sense
   */
  CompletionStage<HttpResponse> delete(Key key, Preconditions preconditions) {
    if (preconditions.ifNoneMatch().isPresent()) {
      throw new IllegalArgumentException(
          "If-None-Match does not work with DELETE: use If-Match with the value's ETag.");
    }
    return write(new Delete(key, preconditions.forWrite()));
  }

  private CompletionStage<HttpResponse> write(KvCommand command) {
    return group
        .write(command)
        .thenApply(outcome -> Answers.ofWrite(outcome, reply -> written(command.key(), reply)));
  }

  private static HttpResponse written(Key key, KvReply reply) {
    if (reply instanceof Stored stored) {
      return tagged(stored.created() ? 201 : 204, stored.version());
    } else if (reply instanceof Removed) {
      return HttpResponse.create().withStatus(204);
    } else if (reply instanceof NotFound) {
      return Problem.noSuchKey(key.value()).toResponse();
    } else if (reply instanceof ConditionFailed failed) {
      return conditionFailed(failed.version());
    }
    throw new IllegalStateException("not a reply to a write: " + reply);
  }

  private static HttpResponse conditionFailed(long version) {
    return version == 0
        ? Problem.conditionFailed(OptionalLong.empty()).toResponse()
        : Problem.conditionFailed(OptionalLong.of(version))
            .toResponse()
            .addHeader(RawHeader.create("ETag", ETags.of(version)));
  }

  private static HttpResponse tagged(int status, long version) {
    return HttpResponse.create()
        .withStatus(status)
        .addHeader(RawHeader.create("ETag", ETags.of(version)));
  }
}
