package io.troupe.actors.node;

import io.troupe.actors.wire.Envelope;
import io.troupe.actors.wire.Hello;
import io.troupe.actors.wire.Item;
import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** One life of another node, and what is on its way there. Belongs to the gateway. */
final class Outbound {
  private final GatewayActor.Setup setup;
  private final Hello hello;
  private final ActorRef<Object> gateway;
  private final Optional<org.apache.pekko.actor.ActorRef> watch;
  private List<Item> items = new ArrayList<>();
  private int bytes;
  private long heardNanos;

  /**
   * A node that introduced itself.
   *
   * @param gateway that node's
   * @param watch who feels its death, if anybody
   */
  Outbound(
      GatewayActor.Setup setup,
      Hello hello,
      ActorRef<Object> gateway,
      Optional<org.apache.pekko.actor.ActorRef> watch) {
    this.setup = setup;
    this.hello = hello;
    this.gateway = gateway;
    this.watch = watch;
    heard();
  }

  NodeId node() {
    return hello.node();
  }

  String address() {
    return hello.address();
  }

  long incarnation() {
    return hello.incarnation();
  }

  Optional<org.apache.pekko.actor.ActorRef> watch() {
    return watch;
  }

  void heard() {
    heardNanos = setup.surroundings().nanoTime();
  }

  boolean isSilentSince(long nanos) {
    return heardNanos - nanos < 0;
  }

  /** Takes an item along; what does not fit with it leaves before. */
  void add(Item item) {
    int size = item.encodedBytesAtMost();
    if (!items.isEmpty() && bytes + size > setup.maxEnvelopeBytes()) {
      flush();
    }
    items.add(item);
    bytes += size;
  }

  void flush() {
    if (!items.isEmpty()) {
      gateway.tell(new Envelope(setup.self(), setup.incarnation(), hello.node(), items));
      items = new ArrayList<>();
      bytes = 0;
    }
  }
}
