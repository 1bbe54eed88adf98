package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.JournalFiles.StateStatistics;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.dispatch.Futures;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Promise;

/**
 * The newest state of each persistence id, in the same database as the events and made durable by
 * the same commits. A change must carry the next revision: so of two writers that read the same
 * state, one is refused.
 *
 * <p>Threads: any. All but {@link #pending} read the disk.
 */
final class StateStore {
  private final Path path;
  private final Database database;
  private final GroupCommit commits;

  /** Revisions that are queued and not yet durable; bounded as the queue of commits is. */
  private final Map<String, Long> underWay = new ConcurrentHashMap<>();

  StateStore(Path path, Database database, GroupCommit commits) {
    this.path = path;
    this.database = database;
    this.commits = commits;
  }

  /** Completes when all that was queued before is durable. */
  Future<Boolean> pending() {
    return commits.pending();
  }

  /**
   * What is stored; revision 0 if nothing ever was.
   *
   * @throws JournalException.Damaged if it is altered
   */
  StateRecord read(String persistenceId) {
    byte[] key = Keys.state(persistenceId);
    byte[] value = database.get(key);
    if (value == null) {
      return StateRecord.NONE;
    }
    return decode(path, key, value);
  }

  /** Verifies and reads a stored value; an error names database and id. */
  static StateRecord decode(Path database, byte[] key, byte[] value) {
    try {
      return StateRecord.decode(key, value);
    } catch (JournalException.Damaged e) {
      throw new JournalException.Damaged(
          "journal database "
              + database
              + ": the state of "
              + Keys.persistenceIdOf(key)
              + " "
              + e.getMessage()
              + "; "
              + Damage.FIX,
          e);
    }
  }

  static StateStatistics statistics(Path path, Database database) {
    return database.iterate(
        cursor -> {
          long states = 0;
          long deleted = 0;
          long bytes = 0;
          for (cursor.seek(Keys.firstState()); isState(cursor); cursor.next()) {
            StateRecord record = decode(path, cursor.peek().getKey(), cursor.peek().getValue());
            states += record.state().isPresent() ? 1 : 0;
            deleted += record.state().isPresent() ? 0 : 1;
            bytes += record.state().map(state -> state.bytes().length).orElse(0);
          }
          return new StateStatistics(states, deleted, bytes);
        });
  }

  static boolean isState(Cursor cursor) {
    return cursor.hasNext() && Keys.isState(cursor.peek().getKey());
  }

  /**
   * Queues a change.
   *
   * @return completes when it is durable; fails with {@link JournalException.NotContiguous} if its
   *     revision is not the next one
   */
  Future<Boolean> write(String persistenceId, StateRecord change) {
    return writeNext(persistenceId, newest -> change);
  }

  /** Queues a deletion of whatever is newest; does nothing if there is no state. */
  Future<Boolean> delete(String persistenceId, long timestamp) {
    return writeNext(
        persistenceId, newest -> new StateRecord(newest + 1, timestamp, "", Optional.empty()));
  }

  private interface Change {
    StateRecord after(long newest);
  }

  private Future<Boolean> writeNext(String persistenceId, Change change) {
    Promise<Boolean> durable = Futures.promise();
    try {
      long revision =
          underWay.compute(
              persistenceId,
              (id, queued) -> {
                long newest = queued == null ? read(id).revision() : queued;
                StateRecord next = change.after(newest);
                requireNext(id, newest, next.revision());
                byte[] key = Keys.state(id);
                durable.completeWith(commits.append(new Puts().put(key, next.encode(key))));
                return next.revision();
              });
      durable
          .future()
          .onComplete(
              done -> underWay.remove(persistenceId, revision),
              ExecutionContext.parasitic$.MODULE$);
      return durable.future();
    } catch (RuntimeException e) {
      return Futures.failed(e);
    }
  }

  private static void requireNext(String persistenceId, long newest, long revision) {
    if (revision != newest + 1) {
      throw new JournalException.NotContiguous(
          "revision "
              + revision
              + " of the state of "
              + persistenceId
              + " is refused: revision "
              + newest
              + " is stored, so the next is "
              + (newest + 1)
              + "; another writer was faster, or two actors use this persistence id");
    }
  }
}
