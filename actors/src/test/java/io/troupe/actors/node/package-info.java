@NullMarked
package io.troupe.actors.node;

import org.jspecify.annotations.NullMarked;
