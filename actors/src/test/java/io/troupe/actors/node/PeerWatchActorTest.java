package io.troupe.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.troupe.actors.node.GatewayCommand.ConnectionReset;
import io.troupe.protocols.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The peer's Artery is a plain socket here, which the test closes. */
@Timeout(60)
class PeerWatchActorTest {
  private static final NodeId PEER = new NodeId("peer");

  private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
  private final TestProbe<ConnectionReset> gateway = kit.createTestProbe(ConnectionReset.class);
  private ServerSocket peer = listen(0);

  @BeforeEach
  void patience() throws IOException {
    peer.setSoTimeout(20_000);
  }

  @AfterEach
  void shutDown() throws IOException {
    kit.shutdownTestKit();
    peer.close();
  }

  @Test
  void a_connection_that_had_lasted_and_is_gone_is_told_and_made_again() throws IOException {
    watch(Duration.ZERO);

    peer.accept().close();

    gateway.expectMessage(new ConnectionReset(PEER, 7));
    peer.accept().close();
  }

  @Test
  void one_that_is_closed_at_once_is_no_hint() throws IOException {
    watch(Duration.ofHours(1));

    peer.accept().close();

    peer.accept(); // it was tried again, so that the close has been seen
    gateway.expectNoMessage(Duration.ZERO);
  }

  @Test
  void a_peer_that_does_not_listen_is_tried_until_it_does() throws IOException {
    int port = peer.getLocalPort();
    peer.close();
    watch(Duration.ZERO);

    peer = listen(port);
    patience();

    assertThat(peer.accept().isConnected()).isTrue();
  }

  private void watch(Duration toLast) {
    PeerWatchActor.Setup setup =
        new PeerWatchActor.Setup(
            PEER,
            7,
            InetSocketAddress.createUnresolved("127.0.0.1", peer.getLocalPort()),
            toLast,
            Duration.ofMillis(20),
            gateway.getRef());
    kit.spawn(
        Behaviors.setup(
            context -> {
              Adapter.actorOf(context, PeerWatchActor.props(setup));
              return Behaviors.empty();
            }));
  }

  private static ServerSocket listen(int port) {
    try {
      return new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
