package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was known of a part when one of its operations, the <em>cut</em>, returned: later operations
 * are not there, and those that had not returned are of unknown outcome.
 *
 * <p>Returns at the same time have an order, too, the one in which {@link Part} has them: a prefix
 * is the one before it and one more outcome. So a history is linearizable until some return, and in
 * no longer prefix.
 *
 * @param operations by time of invocation
 * @param cut the position of the operation that returned last
 */
record Prefix<I, O>(List<Operation<I, O>> operations, int cut) {

  /** Ends with the {@code level}-th return, counted from 0. */
  static <I, O> Prefix<I, O> upTo(int level, List<Operation<I, O>> part) {
    List<Integer> returns = returns(part);
    BitSet later = new BitSet();
    returns.subList(level + 1, returns.size()).forEach(later::set);
    long end = part.get(returns.get(level)).returned();
    List<Operation<I, O>> operations = new ArrayList<>();
    for (int i = 0; i < part.size() && part.get(i).invoked() <= end; i++) {
      operations.add(later.get(i) ? part.get(i).withoutOutcome() : part.get(i));
    }
    return new Prefix<>(List.copyOf(operations), returns.get(level));
  }

  /** The positions of the operations that returned, in this order. */
  static <I, O> List<Integer> returns(List<Operation<I, O>> operations) {
    return IntStream.range(0, operations.size())
        .filter(i -> !operations.get(i).isUnknown())
        .boxed()
        .sorted(Comparator.comparingLong(i -> operations.get(i).returned()))
        .toList();
  }

  Operation<I, O> last() {
    return operations.get(cut);
  }
}
