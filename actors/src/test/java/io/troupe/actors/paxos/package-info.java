/** Tests of the roles of Paxos as actors. */
@NullMarked
package io.troupe.actors.paxos;

import org.jspecify.annotations.NullMarked;
