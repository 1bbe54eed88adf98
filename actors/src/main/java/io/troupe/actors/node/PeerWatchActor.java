package io.troupe.actors.node;

import com.typesafe.config.Config;
import io.troupe.protocols.NodeId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.io.Tcp;
import org.apache.pekko.io.TcpMessage;
import org.jspecify.annotations.Nullable;

/**
 * Holds a connection to the port on which a peer's Artery listens, and says nothing over it. When
 * the peer's process dies, its kernel resets the connection, and this node feels it within
 * milliseconds; Artery has the same knowledge and does not share it. A peer that loses its power or
 * its network resets nothing: for that there is the election timeout.
 *
 * <p>A reset is a hint and no proof. So that whoever closes silent connections, say a firewall,
 * cannot call elections all the time, a connection counts only after it has lasted a while, and one
 * that was lost is tried again after a pause.
 *
 * <p>A classic actor, because it must know who sent it {@link Tcp.Connected}.
 */
final class PeerWatchActor extends AbstractActorWithTimers {
  private static final String CLIENT_HOST_KEY =
      "pekko.remote.artery.advanced.tcp.outbound-client-hostname";

  private static final String RETRY = "retry";

  /**
   * Whom to watch.
   *
   * @param incarnation the life of the peer that is watched
   * @param address of its Artery
   * @param toLast how long a connection must have lasted to count
   * @param pause how long to wait after a connection that failed or ended; also how long one may
   *     take to be made
   */
  record Setup(
      NodeId peer,
      long incarnation,
      InetSocketAddress address,
      Duration toLast,
      Duration pause,
      ActorRef<? super GatewayCommand.ConnectionReset> gateway) {}

  private record Retry() {}

  private final Setup setup;
  private long connectedNanos;

  private PeerWatchActor(Setup setup) {
    this.setup = setup;
  }

  static Props props(Setup setup) {
    return Props.create(PeerWatchActor.class, () -> new PeerWatchActor(setup))
        .withDispatcher(Node.DISPATCHER_ID);
  }

  @Override
  public void preStart() {
    connect();
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(Tcp.Connected.class, connected -> onConnected())
        .match(Tcp.CommandFailed.class, failed -> retryLater())
        .match(Tcp.ConnectionClosed.class, closed -> onClosed())
        .match(Tcp.Received.class, unasked -> {}) // Artery's inbound side never speaks
        .match(Retry.class, retry -> connect())
        .build();
  }

  private void connect() {
    ActorSystem system = getContext().getSystem();
    @Nullable InetSocketAddress from = clientAddress(system.settings().config());
    Tcp.get(system)
        .manager()
        .tell(
            TcpMessage.connect(setup.address, from, List.of(), setup.pause, /* pullMode= */ false),
            getSelf());
  }

  /** From where Artery connects, too; null: the operating system chooses. */
  private static @Nullable InetSocketAddress clientAddress(Config config) {
    String host = config.hasPath(CLIENT_HOST_KEY) ? config.getString(CLIENT_HOST_KEY) : "";
    return host.isEmpty() ? null : new InetSocketAddress(host, 0);
  }

  private void onConnected() {
    connectedNanos = System.nanoTime();
    getSender().tell(TcpMessage.register(getSelf()), getSelf());
  }

  private void onClosed() {
    boolean lasted = System.nanoTime() - connectedNanos >= setup.toLast.toNanos();
    if (lasted) {
      setup.gateway.tell(new GatewayCommand.ConnectionReset(setup.peer, setup.incarnation));
    }
    retryLater();
  }

  private void retryLater() {
    getTimers().startSingleTimer(RETRY, new Retry(), setup.pause);
  }
}
