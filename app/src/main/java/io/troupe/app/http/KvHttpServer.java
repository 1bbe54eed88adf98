package io.troupe.app.http;

import io.troupe.actors.Group;
import io.troupe.app.kv.KvCommand;
import io.troupe.app.kv.KvQuery;
import io.troupe.app.kv.KvReply;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import scala.concurrent.duration.Duration;

/** Serves one node's handle on the group. */
public final class KvHttpServer {
  private KvHttpServer() {}

  /**
   * Binds the port; stops with the ActorSystem, after requests under way are answered. Fails if the
   * port cannot be bound.
   *
   * @param members the Pekko Cluster as this node sees it, for {@code /status}
   */
  public static CompletionStage<ServerBinding> bind(
      ActorSystem<?> system,
      HttpSettings settings,
      Group<KvCommand, KvQuery, KvReply> group,
      Supplier<List<MemberView>> members) {
    Router router =
        new Router(system, settings, new KeyResource(group), new NodeResource(group, members));
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .withSettings(serverSettings(system))
        .bind(router::handle)
        .thenApply(binding -> binding.addToCoordinatedShutdown(settings.shutdownTimeout(), system));
  }

  /**
   * Pekko HTTP's own request timeout is off: it answers 503, which here means that nothing
   * happened, and the group bounds every request anyway.
   */
  private static ServerSettings serverSettings(ActorSystem<?> system) {
    ServerSettings defaults = ServerSettings.create(system.classicSystem());
    return defaults
        .withServerHeader(Optional.empty())
        .withTransparentHeadRequests(true)
        .withParsingErrorHandler(ParsingErrors.class.getName())
        .withTimeouts(defaults.getTimeouts().withRequestTimeout(Duration.Inf()))
        .withParserSettings(
            defaults
                .getParserSettings()
                .withModeledHeaderParsing(false)
                .withIllegalHeaderWarnings(false));
  }
}
