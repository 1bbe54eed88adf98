package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The configurations that were met, without those that another one makes superfluous.
 *
 * <p>Of two configurations that differ only in the operations of unknown outcome that took effect,
 * one whose operations are among those of the other can do all that the other can: an operation of
 * unknown outcome is never needed again for being there.
 */
final class Visited {

  private static final class Key {
    private final int level;
    private final int state;
    private final long[] pending;

    Key(Configuration at) {
      level = at.level;
      state = at.state;
      pending = at.pending;
    }

    @Override
    public int hashCode() {
      return (level * 31 + state) * 31 + Arrays.hashCode(pending);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && level == key.level
          && state == key.state
          && Arrays.equals(pending, key.pending);
    }
  }

  private final Map<Key, List<long[]>> unknowns = new HashMap<>();
  private long size;

  /** False if the configuration, or a better one, was met before. */
  boolean add(Configuration at) {
    List<long[]> known = unknowns.computeIfAbsent(new Key(at), unseen -> new ArrayList<>(1));
    for (long[] other : known) {
      if (within(other, at.unknown)) {
        return false;
      }
    }
    int before = known.size();
    known.removeIf(other -> within(at.unknown, other));
    known.add(at.unknown);
    size += known.size() - before;
    return true;
  }

  long size() {
    return size;
  }

  private static boolean within(long[] few, long[] many) {
    for (int i = 0; i < few.length; i++) {
      if ((few[i] & ~many[i]) != 0) {
        return false;
      }
    }
    return true;
  }
}
