/** Real nodes with replicated registers, whose clients' history is checked. */
@NullMarked
package io.troupe.testkit.register;

import org.jspecify.annotations.NullMarked;
