package io.troupe.testkit.certifier;

import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.StateMachine;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is under test: a factory of state machines, the codecs, and what a snapshot means. */
record Subject<C, Q, R>(
    Supplier<? extends StateMachine<C, Q, R>> factory,
    Encoding<C> commands,
    Encoding<Q> queries,
    Encoding<R> replies,
    Function<byte[], ?> meaning) {
  private static final int MAX_COMMAND_BYTES = 128 << 10;
  private static final int MAX_QUERY_OR_REPLY_BYTES = 200 << 10;

  static <C, Q, R> Subject<C, Q, R> of(ReplicatedGroup<C, Q, R> group) {
    return new Subject<>(
        group.machine(),
        new Encoding<>(group.commands(), Law.COMMAND_ROUND_TRIP, "the command", MAX_COMMAND_BYTES),
        new Encoding<>(
            group.queries(), Law.QUERY_ROUND_TRIP, "the query", MAX_QUERY_OR_REPLY_BYTES),
        new Encoding<>(
            group.replies(), Law.REPLY_ROUND_TRIP, "the reply", MAX_QUERY_OR_REPLY_BYTES),
        bytes -> bytes);
  }

  Subject<C, Q, R> meaning(Function<byte[], ?> other) {
    return new Subject<>(factory, commands, queries, replies, other);
  }

  Instance<C, Q, R> instance() {
    return new Instance<>(this, factory.get());
  }
}
