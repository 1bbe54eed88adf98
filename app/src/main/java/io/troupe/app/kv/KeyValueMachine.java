package io.troupe.app.kv;

import io.troupe.actors.SnapshotWriter;
import io.troupe.actors.StateMachine;
import io.troupe.app.kv.KvCommand.Delete;
import io.troupe.app.kv.KvCommand.Put;
import io.troupe.app.kv.KvQuery.DigestOfAll;
import io.troupe.app.kv.KvQuery.Get;
import io.troupe.app.kv.KvReply.ConditionFailed;
import io.troupe.app.kv.KvReply.Digest;
import io.troupe.app.kv.KvReply.Found;
import io.troupe.app.kv.KvReply.NotFound;
import io.troupe.app.kv.KvReply.Removed;
import io.troupe.app.kv.KvReply.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The store that is replicated: a map from keys to values, each with a version. All of it is in
 * memory. Nothing is ever iterated in the map's own order, so every replica makes the same of the
 * same commands.
 */
public final class KeyValueMachine implements StateMachine<KvCommand, KvQuery, KvReply> {
  private Map<Key, Entry> entries = new HashMap<>();

  /** The sum of the entries' hashes, kept up to date so that a digest costs nothing. */
  private long hash;

  private long appliedIndex;

  @Override
  public KvReply apply(KvCommand command, long index) {
    if (index <= appliedIndex) {
      throw new IllegalStateException(
          "command at index " + index + " after index " + appliedIndex + " was applied");
    }
    appliedIndex = index;
    @Nullable Entry present = entries.get(command.key());
    long version = present == null ? 0 : present.version();
    if (!command.condition().holdsFor(version)) {
      return new ConditionFailed(version);
    }
    if (command instanceof Put put) {
      return put(put, present, index);
    }
    return delete((Delete) command, present);
  }

  private KvReply put(Put put, @Nullable Entry replaced, long index) {
    Entry entry = Entry.of(put.key(), put.value(), index);
    entries.put(put.key(), entry);
    hash += entry.hash() - (replaced == null ? 0 : replaced.hash());
    return new Stored(index, replaced == null);
  }

  private KvReply delete(Delete delete, @Nullable Entry removed) {
    if (removed == null) {
      return new NotFound();
    }
    entries.remove(delete.key());
    hash -= removed.hash();
    return new Removed();
  }

  @Override
  public KvReply query(KvQuery query) {
    if (query instanceof DigestOfAll) {
      return new Digest(hash, entries.size(), appliedIndex);
    }
    @Nullable Entry entry = entries.get(((Get) query).key());
    return entry == null ? new NotFound() : new Found(entry.value(), entry.version());
  }

  /** Copies the references to all entries; keys and values themselves never change. */
  @Override
  public SnapshotWriter snapshot() {
    KvSnapshot frozen = new KvSnapshot(new HashMap<>(entries), appliedIndex);
    return frozen::writeTo;
  }

  @Override
  public void restore(InputStream snapshot) throws IOException {
    KvSnapshot read = KvSnapshot.readFrom(snapshot);
    entries = new HashMap<>(read.entries());
    hash = read.hash();
    appliedIndex = read.appliedIndex();
  }
}
