package io.troupe.app.http;

import io.troupe.actors.Group;
import io.troupe.app.kv.KvQuery;
import io.troupe.app.kv.KvQuery.DigestOfAll;
import io.troupe.app.kv.KvReply;
import io.troupe.app.kv.KvReply.Digest;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /status} and {@code /digest}: what this one node knows and holds. */
final class NodeResource {
  private final Group<?, KvQuery, KvReply> group;
  private final Supplier<List<MemberView>> members;

  NodeResource(Group<?, KvQuery, KvReply> group, Supplier<List<MemberView>> members) {
    this.group = group;
    this.members = members;
  }

  CompletionStage<HttpResponse> status() {
    return group.status().thenApply(status -> Json.ok(StatusView.of(status, members.get())));
  }

  CompletionStage<HttpResponse> digest() {
    return group
        .readLocal(new DigestOfAll())
        .thenApply(
            outcome ->
                Answers.ofRead(outcome, done -> Json.ok(DigestView.of((Digest) done.reply()))));
  }
}
