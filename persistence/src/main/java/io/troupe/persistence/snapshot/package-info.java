/**
 * The snapshot store {@code troupe.persistence.leveldb.snapshot-store}: a Pekko Persistence plugin
 * that keeps each snapshot in one crash-durable, checksummed file.
 *
 * <p>No public API: it is used through configuration. Start with {@link
 * io.troupe.persistence.snapshot.DurableSnapshotStore}.
 */
@NullMarked
package io.troupe.persistence.snapshot;

import org.jspecify.annotations.NullMarked;
