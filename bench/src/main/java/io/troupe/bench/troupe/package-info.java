/** Troupe as a system under test. */
@NullMarked
package io.troupe.bench.troupe;

import org.jspecify.annotations.NullMarked;
