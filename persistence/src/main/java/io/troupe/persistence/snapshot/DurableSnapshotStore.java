package io.troupe.persistence.snapshot;

import com.typesafe.config.Config;
import io.troupe.persistence.CorruptFileException;
import io.troupe.persistence.DurableFile;
import io.troupe.persistence.plugin.Leases;
import io.troupe.persistence.plugin.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;

/**
 * The plugin {@code troupe.persistence.leveldb.snapshot-store}; Pekko creates it.
 *
 * <p>A saved snapshot is on the disk before it is confirmed, and older ones are untouched until
 * someone deletes them. A damaged snapshot is passed over for the next older one, with a warning
 * that names the file; if all that match are damaged, loading fails, since recovering without a
 * snapshot could silently miss deleted events.
 */
public final class DurableSnapshotStore extends SnapshotStore {
  private static final Logger LOG = LoggerFactory.getLogger(DurableSnapshotStore.class);
  private static final Leases<Path, SnapshotFiles> OPEN = new Leases<>();

  private final Leases.Lease<Path, SnapshotFiles> lease;
  private final SnapshotFiles files;
  private final SnapshotCodec codec;
  private final ExecutionContext io;

  public DurableSnapshotStore(Config config, String path) throws IOException {
    Settings.rejectUnknownKeys(config, path, "troupe.persistence.leveldb.snapshot-store");
    Path directory = Settings.directory(config, path, "dir");
    this.codec = new SnapshotCodec(context().system());
    this.io = context().system().dispatchers().lookup(config.getString("io-dispatcher"));
    this.lease = OPEN.acquire(directory, directory, SnapshotFiles::open);
    this.files = lease.value();
  }

  @Override
  public void postStop() throws Exception {
    try {
      lease.release();
    } finally {
      super.postStop();
    }
  }

  @Override
  public Future<Optional<SelectedSnapshot>> doLoadAsync(
      String persistenceId, SnapshotSelectionCriteria criteria) {
    return Futures.future(() -> load(persistenceId, criteria), io);
  }

  private Optional<SelectedSnapshot> load(String persistenceId, SnapshotSelectionCriteria criteria)
      throws IOException {
    List<SnapshotFiles.Entry> candidates =
        files.list(persistenceId).stream().filter(matching(criteria)).toList();
    @Nullable CorruptFileException newest = null;
    for (SnapshotFiles.Entry candidate : candidates) {
      try {
        return Optional.of(codec.read(candidate.file(), persistenceId));
      } catch (CorruptFileException e) {
        LOG.warn("Damaged snapshot is passed over for an older one: {}", e.getMessage());
        newest = newest == null ? e : newest;
      }
    }
    if (newest != null) {
      throw new IOException(
          "all "
              + candidates.size()
              + " snapshots of persistence id "
              + persistenceId
              + " are damaged, the newest: "
              + newest.getMessage()
              + "; restore one from a backup, or delete them if all events are still there",
          newest);
    }
    return Optional.empty();
  }

  @Override
  public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
    return run(
        () -> {
          Path file =
              files.fileFor(metadata.persistenceId(), metadata.sequenceNr(), metadata.timestamp());
          codec.write(file, metadata, snapshot);
          return null;
        });
  }

  @Override
  public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
    return run(
        () ->
            delete(
                metadata.persistenceId(),
                entry ->
                    entry.sequenceNr() == metadata.sequenceNr()
                        && (metadata.timestamp() == 0
                            || entry.timestamp() == metadata.timestamp())));
  }

  @Override
  public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
    return run(() -> delete(persistenceId, matching(criteria)));
  }

  private @Nullable Void delete(String persistenceId, Predicate<SnapshotFiles.Entry> which)
      throws IOException {
    for (SnapshotFiles.Entry entry : files.list(persistenceId)) {
      if (which.test(entry)) {
        DurableFile.delete(entry.file());
      }
    }
    return null;
  }

  private static Predicate<SnapshotFiles.Entry> matching(SnapshotSelectionCriteria criteria) {
    return entry ->
        entry.sequenceNr() <= criteria.maxSequenceNr()
            && entry.timestamp() <= criteria.maxTimestamp()
            && entry.sequenceNr() >= criteria.minSequenceNr()
            && entry.timestamp() >= criteria.minTimestamp();
  }

  @SuppressWarnings("NullAway") // Void has no other value
  private Future<Void> run(Callable<@Nullable Void> task) {
    return Futures.future(task, io);
  }
}
