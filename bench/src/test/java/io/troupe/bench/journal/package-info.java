/** Tests of the journal benchmark. */
@NullMarked
package io.troupe.bench.journal;

import org.jspecify.annotations.NullMarked;
