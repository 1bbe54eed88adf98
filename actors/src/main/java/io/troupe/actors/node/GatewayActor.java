package io.troupe.actors.node;

import io.troupe.actors.spi.Surroundings;
import io.troupe.actors.wire.Envelope;
import io.troupe.actors.wire.Hello;
import io.troupe.actors.wire.Item;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.RaftInput;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All traffic between this node and the others. What is sent to one node while the mailbox is
 * worked off travels as one envelope, bounded in bytes. Nodes are known by {@code node-id}; where
 * they are is learned by a handshake, and a node that lost its data directory is not let in.
 *
 * <p>Delivers at most once, in order while the connection lasts; the protocols allow for the rest.
 */
final class GatewayActor extends AbstractBehavior<Object> {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayActor.class);

  /**
   * Who a gateway speaks for.
   *
   * @param cluster nodes of another cluster are ignored
   * @param surroundings the links to other nodes
   * @param incarnation larger than in any earlier life of this node
   * @param contactPoints addresses at which other nodes may be found
   * @param seekInterval how often to look for those that have not answered
   * @param maxEnvelopeBytes bytes in one envelope, unless one item alone is larger
   * @param watchConnections whether to hold a connection to each peer, to feel its death
   */
  record Setup(
      String cluster,
      NodeId self,
      UUID directory,
      long incarnation,
      Surroundings surroundings,
      KnownNodes knownNodes,
      List<String> contactPoints,
      Duration seekInterval,
      int maxEnvelopeBytes,
      boolean watchConnections,
      DuplicateNode onDuplicate) {
    /** Of this node, as other nodes reach it. */
    String address() {
      return surroundings.address().toString();
    }
  }

  /** Told when an older node with this node's id answers. */
  interface DuplicateNode {
    void found(String address);
  }

  private final Setup setup;
  private final Map<NodeId, Outbound> peers = new HashMap<>();
  private final Addressees addressees = new Addressees();
  private final Set<String> unanswered = new HashSet<>();
  private final Set<NodeId> refused = new HashSet<>();
  private boolean flushAsked;

  private GatewayActor(ActorContext<Object> context, TimerScheduler<Object> timers, Setup setup) {
    super(context);
    this.setup = setup;
    setup.contactPoints().forEach(this::found);
    timers.startTimerWithFixedDelay(new GatewayCommand.Seek(), setup.seekInterval());
  }

  static Behavior<Object> create(Setup setup) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new GatewayActor(context, timers, setup)));
  }

  @Override
  public Receive<Object> createReceive() {
    return newReceiveBuilder()
        .onMessage(GatewayCommand.Send.class, this::onSend)
        .onMessage(Envelope.class, this::onEnvelope)
        .onMessage(GatewayCommand.Flush.class, flush -> onFlush())
        .onMessage(Hello.class, this::onHello)
        .onMessage(GatewayCommand.Register.class, this::onRegister)
        .onMessage(GatewayCommand.RegisterRoles.class, this::onRegisterRoles)
        .onMessage(GatewayCommand.Found.class, this::onFound)
        .onMessage(GatewayCommand.Seek.class, seek -> onSeek())
        .onMessage(GatewayCommand.ConnectionReset.class, this::onConnectionReset)
        .build();
  }

  private Behavior<Object> onSend(GatewayCommand.Send send) {
    Outbound peer = peers.get(send.to());
    if (peer != null) {
      peer.add(send.item());
      if (!flushAsked) {
        flushAsked = true;
        getContext().getSelf().tell(new GatewayCommand.Flush());
      }
    }
    return this;
  }

  private Behavior<Object> onFlush() {
    flushAsked = false;
    peers.values().forEach(Outbound::flush);
    return this;
  }

  private Behavior<Object> onEnvelope(Envelope envelope) {
    Outbound peer = peers.get(envelope.from());
    if (peer == null
        || peer.incarnation() != envelope.fromIncarnation()
        || !envelope.to().equals(setup.self())) {
      return this; // from or for someone else's life; a handshake will follow
    }
    peer.heard();
    for (Item item : envelope.items()) {
      addressees.deliver(envelope.from(), item);
    }
    return this;
  }

  private Behavior<Object> onRegister(GatewayCommand.Register register) {
    addressees.add(register.group(), register.replica());
    return this;
  }

  private Behavior<Object> onRegisterRoles(GatewayCommand.RegisterRoles register) {
    addressees.add(register.id(), register.keeper());
    return this;
  }

  private Behavior<Object> onFound(GatewayCommand.Found found) {
    found(found.address());
    return this;
  }

  private void found(String address) {
    boolean known = peers.values().stream().anyMatch(peer -> peer.address().equals(address));
    if (!known && !address.equals(setup.address())) {
      unanswered.add(address);
      greet(address, true);
    }
  }

  /** Nodes that were silent for a while may have started anew and not know this one. */
  private Behavior<Object> onSeek() {
    unanswered.forEach(address -> greet(address, true));
    long silentSince = setup.surroundings().nanoTime() - 3 * setup.seekInterval().toNanos();
    for (Outbound peer : peers.values()) {
      if (peer.isSilentSince(silentSince)) {
        greet(peer.address(), true);
      }
    }
    return this;
  }

  /** A hint to those whose leader it is; what it starts changes nothing if it was wrong. */
  private Behavior<Object> onConnectionReset(GatewayCommand.ConnectionReset reset) {
    Outbound peer = peers.get(reset.peer());
    if (peer != null && peer.incarnation() == reset.incarnation()) {
      LOG.info("node {}: the connection to node {} was reset", setup.self(), reset.peer());
      RaftInput hint = new RaftInput.PeerUnreachable(reset.peer());
      addressees.tellReplicas(new ReplicaCommand.Happened(hint));
    }
    return this;
  }

  private Behavior<Object> onHello(Hello hello) {
    if (!hello.system().equals(setup.cluster())) {
      LOG.warn("ignoring {}: it belongs to cluster {}", hello.address(), hello.system());
      return this;
    }
    unanswered.remove(hello.address());
    if (hello.node().equals(setup.self())) {
      onDuplicate(hello);
      return this;
    }
    if (hello.wantsReply()) {
      greet(hello.address(), false);
    }
    Outbound known = peers.get(hello.node());
    if (known != null && known.incarnation() >= hello.incarnation()) {
      known.heard();
    } else if (recognise(hello)) {
      forget(peer -> peer.address().equals(hello.address()) || peer.node().equals(hello.node()));
      peers.put(
          hello.node(),
          new Outbound(setup, hello, resolve(hello.address()).orElseThrow(), watch(hello)));
      LOG.info("node {} met node {} at {}", setup.self(), hello.node(), hello.address());
    }
    return this;
  }

  private void forget(Predicate<Outbound> which) {
    List<Outbound> forgotten = peers.values().stream().filter(which).toList();
    peers.values().removeAll(forgotten);
    forgotten.forEach(peer -> peer.watch().ifPresent(watch -> Adapter.stop(getContext(), watch)));
  }

  private void onDuplicate(Hello hello) {
    boolean older = hello.incarnation() < setup.incarnation();
    if (!hello.address().equals(setup.address())) {
      greet(hello.address(), false);
      if (older) {
        setup.onDuplicate().found(hello.address());
      }
    }
  }

  private boolean recognise(Hello hello) {
    try {
      if (setup.knownNodes().recognise(hello.node(), hello.directory())) {
        refused.remove(hello.node());
        return true;
      }
    } catch (IOException failed) {
      LOG.error("{} could not be written", setup.knownNodes().file(), failed);
      return false;
    }
    if (refused.add(hello.node())) {
      LOG.error(
          "node {} at {} is refused: it comes with another data directory than before, so it may"
              + " have forgotten its votes. Bring back its old data directory. Only if you are sure"
              + " that the other voters have everything, stop each of them in turn, delete its file"
              + " {}, and start it again",
          hello.node(),
          hello.address(),
          setup.knownNodes().file());
    }
    return false;
  }

  private void greet(String address, boolean wantsReply) {
    resolve(address)
        .ifPresent(
            gateway ->
                gateway.tell(
                    new Hello(
                        setup.cluster(),
                        setup.self(),
                        setup.directory(),
                        setup.incarnation(),
                        setup.address(),
                        wantsReply)));
  }

  private Optional<ActorRef<Object>> resolve(String address) {
    try {
      return Optional.of(setup.surroundings().gatewayAt(address));
    } catch (IllegalArgumentException malformed) {
      LOG.error("\"{}\" is no address of a node: {}", address, malformed.getMessage());
      unanswered.remove(address);
      return Optional.empty();
    }
  }

  private Optional<org.apache.pekko.actor.ActorRef> watch(Hello hello) {
    Address at = AddressFromURIString.parse(hello.address());
    if (!setup.watchConnections() || !at.hasGlobalScope()) {
      return Optional.empty();
    }
    PeerWatchActor.Setup watched =
        new PeerWatchActor.Setup(
            hello.node(),
            hello.incarnation(),
            InetSocketAddress.createUnresolved(at.getHost().get(), at.getPort().get()),
            setup.seekInterval(),
            setup.seekInterval(),
            getContext().getSelf().unsafeUpcast());
    return Optional.of(Adapter.actorOf(getContext(), PeerWatchActor.props(watched)));
  }
}
