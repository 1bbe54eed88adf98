/** SOFAJRaft as a system under test: RocksDB log, every append synced. */
@NullMarked
package io.troupe.bench.sofajraft;

import org.jspecify.annotations.NullMarked;
