/**
 * A disk that is watched: every write, sync, creation, renaming and deletion that the journal and
 * the pure-Java LevelDB make is recorded, may be made to fail, and can be replayed up to any moment
 * into a directory as the machine would find it after a power loss.
 *
 * <p>Start with {@link io.troupe.persistence.disk.RecordedDisk}.
 */
@NullMarked
package io.troupe.persistence.disk;

import org.jspecify.annotations.NullMarked;
