/** Sequential objects that histories are checked against. */
@NullMarked
package io.troupe.testkit.linearizability.models;

import org.jspecify.annotations.NullMarked;
