@NullMarked
package io.troupe.actors;

import org.jspecify.annotations.NullMarked;
