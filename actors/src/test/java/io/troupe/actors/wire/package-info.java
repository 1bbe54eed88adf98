/** Tests of the formats: {@code Samples} has one value for everything that can be written. */
@NullMarked
package io.troupe.actors.wire;

import org.jspecify.annotations.NullMarked;
