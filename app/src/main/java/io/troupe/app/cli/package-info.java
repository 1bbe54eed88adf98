/** The commands of {@code ./troupe}. */
@NullMarked
package io.troupe.app.cli;

import org.jspecify.annotations.NullMarked;
