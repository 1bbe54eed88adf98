@NullMarked
package io.troupe.testkit.certifier;

import org.jspecify.annotations.NullMarked;
