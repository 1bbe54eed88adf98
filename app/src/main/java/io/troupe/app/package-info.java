/** Starts here. */
@NullMarked
package io.troupe.app;

import org.jspecify.annotations.NullMarked;
