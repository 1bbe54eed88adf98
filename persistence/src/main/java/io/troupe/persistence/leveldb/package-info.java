/**
 * The journal {@code troupe.persistence.leveldb.journal}: a Pekko Persistence plugin on an embedded
 * LevelDB, with one writer thread, one fsync stream and group commit for all persistent actors.
 *
 * <p>The life of a write: {@link io.troupe.persistence.leveldb.LeveldbJournal} encodes it into
 * records on its own thread and hands them to {@code EventStore}, which checks that they continue
 * their stream; {@code GroupCommit} collects them in the open batch; its writer thread writes and
 * syncs whole batches, notes the {@code HighWater} and completes all their writes at once.
 *
 * <p>LevelDB hides damage, so nothing here trusts it: {@code DatabaseCheck} inspects the files
 * before LevelDB may touch them, every record has its own checksum over key and value and names its
 * predecessor, and the high-water file knows the last acknowledged batch. Layouts: {@code
 * docs/format.md}.
 *
 * <p>No public API: it is used through configuration.
 */
@NullMarked
package io.troupe.persistence.leveldb;

import org.jspecify.annotations.NullMarked;
