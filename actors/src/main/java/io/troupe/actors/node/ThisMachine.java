package io.troupe.actors.node;

import io.troupe.actors.spi.Surroundings;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** What a node stands on in production: this machine's clock, and Artery to other nodes. */
final class ThisMachine implements Surroundings {
  private static final String GATEWAY = "/system/troupe/gateway";

  private final Address address;
  private final ActorRefResolver resolver;

  ThisMachine(ActorSystem<?> system) {
    this.address = Adapter.toClassic(system).provider().getDefaultAddress();
    this.resolver = ActorRefResolver.get(system);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long currentTimeMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public RandomGenerator newRandom() {
    return RandomGenerator.getDefault();
  }

  /** Without a network it has no host. */
  @Override
  public Address address() {
    return address;
  }

  @Override
  public ActorRef<Object> gatewayAt(String peer) {
    return resolver.resolveActorRef(peer + GATEWAY);
  }
}
