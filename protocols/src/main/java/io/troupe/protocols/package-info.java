/** Vocabulary shared by all protocols. */
@NullMarked
package io.troupe.protocols;

import org.jspecify.annotations.NullMarked;
