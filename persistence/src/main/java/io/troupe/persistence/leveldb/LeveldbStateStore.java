package io.troupe.persistence.leveldb;

import com.typesafe.config.Config;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.plugin.Leases;
import io.troupe.persistence.plugin.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.state.exception.DeleteRevisionException;
import org.apache.pekko.persistence.state.javadsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.javadsl.GetObjectResult;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/**
 * Durable states in the directory of a journal: {@code
 * DurableStateStoreRegistry.get(system).getDurableStateStoreFor(LeveldbStateStore.class,
 * LeveldbStateStore.IDENTIFIER)}, or through {@code DurableStateBehavior}. A change that completed
 * is on the disk.
 *
 * <p>Revisions of a persistence id start at 1 and each change must carry the next: an update that
 * does not fails with {@link JournalException.NotContiguous}, a deletion with {@code
 * DeleteRevisionException}, and nothing is changed. A deletion takes a revision too and keeps it,
 * some 30 bytes, for ever: so an update that was meant for the deleted state stays refused. Any
 * other failure of a change leaves unknown whether it was stored.
 *
 * <p>A tag is stored; there is no query by it. Threads: any; nothing blocks the caller.
 */
public final class LeveldbStateStore implements DurableStateUpdateStore<Object> {
  /** The plugin's place in the configuration. */
  public static final String IDENTIFIER = "troupe.persistence.leveldb.durable-state";

  private final StateStore store;
  private final ObjectCodec codec;
  private final ExecutionContext reads;

  LeveldbStateStore(ExtendedActorSystem system, Config config, String path) {
    Settings.rejectUnknownKeys(config, path, IDENTIFIER);
    try {
      Leases.Lease<?, EventStore> lease =
          LeveldbJournal.acquire(system.settings().config(), config.getString("journal-plugin"));
      this.store = lease.value().states();
      system.registerOnTermination(lease::release);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.codec = new ObjectCodec(system);
    this.reads = system.dispatchers().lookup(config.getString("read-dispatcher"));
  }

  /** The newest state, after all changes that are under way; revision 0 if there never was one. */
  @Override
  public CompletionStage<GetObjectResult<Object>> getObject(String persistenceId) {
    return FutureConverters.asJava(
        Futures.future(store::pending, reads)
            .flatMap(pending -> pending, reads)
            .map(durable -> result(store.read(persistenceId)), reads));
  }

  private GetObjectResult<Object> result(StateRecord stored) {
    return new GetObjectResult<>(stored.state().map(codec::deserialize), stored.revision());
  }

  /**
   * Replaces the state; fails with what its serializer throws, or as the class says.
   *
   * @param revision one more than that of the state it follows
   * @param tag may be empty
   */
  @Override
  public CompletionStage<Done> upsertObject(
      String persistenceId, long revision, Object value, String tag) {
    return done(
        () ->
            store.write(
                persistenceId,
                new StateRecord(
                    revision,
                    System.currentTimeMillis(),
                    tag,
                    Optional.of(codec.serialize(value)))));
  }

  /** Deletes whatever is newest; two writers that do so do not notice each other. */
  @Override
  @Deprecated
  public CompletionStage<Done> deleteObject(String persistenceId) {
    return done(() -> store.delete(persistenceId, System.currentTimeMillis()));
  }

  @Override
  public CompletionStage<Done> deleteObject(String persistenceId, long revision) {
    return done(
        () ->
            store
                .write(
                    persistenceId,
                    new StateRecord(revision, System.currentTimeMillis(), "", Optional.empty()))
                .transform(
                    done -> done,
                    failure ->
                        failure instanceof JournalException.NotContiguous
                            ? new DeleteRevisionException(failure.getMessage())
                            : failure,
                    ExecutionContext.parasitic$.MODULE$));
  }

  private interface Change {
    Future<Boolean> start();
  }

  /** Changes read the stored revision, and so may wait for the disk. */
  private CompletionStage<Done> done(Change change) {
    return FutureConverters.asJava(
        Futures.future(change::start, reads)
            .flatMap(durable -> durable, reads)
            .map(durable -> Done.getInstance(), ExecutionContext.parasitic$.MODULE$));
  }
}
