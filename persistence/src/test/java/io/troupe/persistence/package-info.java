/** Tests of the module's public API. */
@NullMarked
package io.troupe.persistence;

import org.jspecify.annotations.NullMarked;
