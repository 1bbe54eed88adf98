package io.troupe.testkit.certifier;

import java.util.List;

/**
 * A command in a log, and what is asked of the machine once it is applied.
 *
 * @param index in the log; grows from step to step, with gaps
 */
record Step<C, Q>(C command, long index, List<Q> queries) {}
