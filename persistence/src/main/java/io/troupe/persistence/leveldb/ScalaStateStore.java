package io.troupe.persistence.leveldb;

import org.apache.pekko.Done;
import org.apache.pekko.persistence.state.scaladsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.scaladsl.GetObjectResult;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/** {@link LeveldbStateStore} as Scala, and {@code DurableStateBehavior}, want it. */
public final class ScalaStateStore implements DurableStateUpdateStore<Object> {
  private final LeveldbStateStore store;

  ScalaStateStore(LeveldbStateStore store) {
    this.store = store;
  }

  @Override
  public Future<GetObjectResult<Object>> getObject(String persistenceId) {
    return FutureConverters.asScala(store.getObject(persistenceId))
        .map(result -> result.toScala(), ExecutionContext.parasitic$.MODULE$);
  }

  @Override
  public Future<Done> upsertObject(String persistenceId, long revision, Object value, String tag) {
    return FutureConverters.asScala(store.upsertObject(persistenceId, revision, value, tag));
  }

  @Override
  @Deprecated
  public Future<Done> deleteObject(String persistenceId) {
    return FutureConverters.asScala(store.deleteObject(persistenceId));
  }

  @Override
  public Future<Done> deleteObject(String persistenceId, long revision) {
    return FutureConverters.asScala(store.deleteObject(persistenceId, revision));
  }
}
