/**
 * Files that outlive a crash, and a directory that has exactly one owner.
 *
 * <p>{@link io.troupe.persistence.DataDirectory} says whose data this is and keeps every other
 * process out. {@link io.troupe.persistence.DurableFile} and {@link
 * io.troupe.persistence.DurableFileWriter} write a whole file so that after a crash there is either
 * all of it or none of it, and read it back only if it is undamaged.
 *
 * <p>This is the module's public API; the Pekko Persistence plugins in the packages below are used
 * through configuration ({@code troupe.persistence.leveldb.journal} and {@code
 * troupe.persistence.leveldb.snapshot-store}). Nothing here knows of consensus.
 */
@NullMarked
package io.troupe.persistence;

import org.jspecify.annotations.NullMarked;
