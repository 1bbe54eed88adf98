/**
 * The LevelDB journal beside the LevelDB plugin that comes with Pekko, under the same persistent
 * actors, and beside LevelDB itself as the limit of both: writes in a closed loop, and replays.
 *
 * <p>{@link io.troupe.bench.journal.Contestants} lists who takes part. Start at {@link
 * io.troupe.bench.journal.Contestant}.
 */
@NullMarked
package io.troupe.bench.journal;

import org.jspecify.annotations.NullMarked;
