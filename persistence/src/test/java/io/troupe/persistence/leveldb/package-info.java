/** Tests of the journal: its contract, damage, crashes. */
@NullMarked
package io.troupe.persistence.leveldb;

import org.jspecify.annotations.NullMarked;
