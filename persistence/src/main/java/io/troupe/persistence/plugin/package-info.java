/** What the journal and the snapshot store share; not for use outside this module. */
@NullMarked
package io.troupe.persistence.plugin;

import org.jspecify.annotations.NullMarked;
