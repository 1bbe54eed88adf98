package io.troupe.actors.paxos;

import io.troupe.actors.spi.Surroundings;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;

/** This machine, without links to others. */
final class SystemClock implements Surroundings {
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

  @Override
  public Address address() {
    return new Address("pekko", "roles");
  }

  @Override
  public ActorRef<Object> gatewayAt(String address) {
    throw new IllegalArgumentException(address);
  }
}
