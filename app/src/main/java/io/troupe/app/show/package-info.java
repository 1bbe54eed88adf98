/**
 * What commands show people: text with colours for a terminal, and pages that need nothing but
 * themselves. Knows nothing of what is shown.
 */
@NullMarked
package io.troupe.app.show;

import org.jspecify.annotations.NullMarked;
