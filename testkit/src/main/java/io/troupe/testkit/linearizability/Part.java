package io.troupe.testkit.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One part of a history, prepared for {@link Search}.
 *
 * <p>The returns, in order of time, cut the search into <em>levels</em>: at level n the operations
 * that returned before the n-th return have all taken effect. An operation that has returned in
 * time occupies a bit of a configuration only while it is pending, so that a configuration is as
 * wide as the history is concurrent, not as long as it is. Operations of unknown outcome stay
 * pending for ever and have a bit each; those with equal inputs are neighbours, in the order of
 * their invocation, and take effect in that order, since nobody can tell them apart.
 */
final class Part<I, O> {
  /** The operations that matter, by time of invocation. */
  final List<Operation<I, O>> operations;

  /** For each operation, its position in the history that it comes from. */
  final int[] position;

  /** For each operation, the input that the model is given. */
  final List<I> effects;

  /** For each operation, the number of this input; equal inputs have equal numbers. */
  final int[] input;

  /** For each operation, the number of its input and outcome together. */
  final int[] kind;

  /** For each operation, its bit in a configuration. */
  final int[] bit;

  /** For each level, the operation that returns there. */
  final int[] returning;

  /** For each level, the operations that are pending there and only look. */
  final int[][] observers;

  /** For each level, the pending ones that may change the state, first to return first. */
  final int[][] mutators;

  /** Operations of unknown outcome, one row for each input, rows and columns by invocation. */
  final int[][] unknowns;

  /** Words of a configuration for pending operations, and for those of unknown outcome. */
  final int pendingWords;

  final int unknownWords;

  /** For each operation, whether it may take effect more than once. */
  final boolean[] repeatable;

  /** {@code members} by time of invocation. */
  Part(Model<?, I, O> model, List<Member<I, O>> members) {
    operations = members.stream().map(Member::operation).toList();
    position = members.stream().mapToInt(Member::position).toArray();
    effects = members.stream().map(Member::effect).toList();
    input = number(effects);
    kind =
        number(
            members.stream()
                .map(member -> List.of(member.effect(), member.operation().outcome()))
                .toList());
    repeatable = new boolean[members.size()];
    for (int i = 0; i < members.size(); i++) {
      repeatable[i] = members.get(i).isRepeatable();
    }
    bit = new int[members.size()];
    returning = returns();
    unknowns = unknownsByInput();
    observers = new int[returning.length][];
    mutators = new int[returning.length][];
    pendingWords = words(placePending(model));
    unknownWords = words(placeUnknown());
  }

  int levels() {
    return returning.length;
  }

  /** Whether {@code operation} had been invoked when the operation of {@code level} returned. */
  boolean invokedBefore(int operation, int level) {
    return operations.get(operation).invoked() <= operations.get(returning[level]).returned();
  }

  boolean fits(int operation, O output) {
    return operations.get(operation).outcome().output().filter(output::equals).isPresent();
  }

  private static int words(int bits) {
    return (bits + Long.SIZE - 1) / Long.SIZE;
  }

  private static int[] number(List<?> things) {
    Map<Object, Integer> numbers = new HashMap<>();
    return things.stream()
        .mapToInt(thing -> numbers.computeIfAbsent(thing, unseen -> numbers.size()))
        .toArray();
  }

  private int[] returns() {
    List<Integer> known = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      if (!operations.get(i).isUnknown()) {
        known.add(i);
      }
    }
    known.sort(Comparator.comparingLong(i -> operations.get(i).returned()));
    return known.stream().mapToInt(Integer::intValue).toArray();
  }

  private int[][] unknownsByInput() {
    Map<Integer, List<Integer>> rows = new LinkedHashMap<>();
    for (int i = 0; i < operations.size(); i++) {
      if (operations.get(i).isUnknown()) {
        rows.computeIfAbsent(input[i], unseen -> new ArrayList<>()).add(i);
      }
    }
    return rows.values().stream()
        .map(row -> row.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  private int placeUnknown() {
    int used = 0;
    for (int[] row : unknowns) {
      for (int operation : row) {
        bit[operation] = used++;
      }
    }
    return used;
  }

  /** Walks through the levels with the operations that are pending; returns the bits in use. */
  private int placePending(Model<?, I, O> model) {
    ArrayDeque<Integer> free = new ArrayDeque<>();
    int used = 0;
    int[] rank = new int[operations.size()];
    for (int level = 0; level < levels(); level++) {
      rank[returning[level]] = level;
    }
    TreeMap<Integer, Integer> pending = new TreeMap<>();
    int next = 0;
    for (int level = 0; level < levels(); level++) {
      for (; next < operations.size() && invokedBefore(next, level); next++) {
        if (!operations.get(next).isUnknown()) {
          bit[next] = free.isEmpty() ? used++ : free.pop();
          pending.put(rank[next], next);
        }
      }
      int[] now = pending.values().stream().mapToInt(Integer::intValue).toArray();
      observers[level] = Arrays.stream(now).filter(i -> looks(model, i)).toArray();
      mutators[level] = Arrays.stream(now).filter(i -> !looks(model, i)).toArray();
      pending.remove(level);
      free.push(bit[returning[level]]);
    }
    return used;
  }

  private boolean looks(Model<?, I, O> model, int operation) {
    Operation<I, O> seen = operations.get(operation);
    return model.isObserver(seen.input(), seen.outcome());
  }
}
