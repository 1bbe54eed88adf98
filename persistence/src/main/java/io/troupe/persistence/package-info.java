/** Starts here. */
@NullMarked
package io.troupe.persistence;

import org.jspecify.annotations.NullMarked;
