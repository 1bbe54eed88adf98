package io.troupe.persistence.leveldb;

import com.typesafe.config.Config;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.state.DurableStateStoreProvider;

/** The plugin {@code troupe.persistence.leveldb.durable-state}; Pekko creates it. */
public final class LeveldbStateStoreProvider implements DurableStateStoreProvider {
  private final LeveldbStateStore store;

  public LeveldbStateStoreProvider(ExtendedActorSystem system, Config config, String path) {
    this.store = new LeveldbStateStore(system, config, path);
  }

  @Override
  public ScalaStateStore scaladslDurableStateStore() {
    return new ScalaStateStore(store);
  }

  @Override
  public LeveldbStateStore javadslDurableStateStore() {
    return store;
  }
}
