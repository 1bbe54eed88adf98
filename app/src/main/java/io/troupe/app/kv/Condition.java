package io.troupe.app.kv;

/** What must be true of a key for a write to take place; checked where the write is applied. */
public sealed interface Condition {
  /** Whether it holds for a key whose value has {@code version}; 0 if there is no value. */
  boolean holdsFor(long version);

  /** Nothing is asked. */
  record Always() implements Condition {
    @Override
    public boolean holdsFor(long version) {
      return true;
    }
  }

  /** The key must have no value: create, never replace. */
  record Absent() implements Condition {
    @Override
    public boolean holdsFor(long version) {
      return version == 0;
    }
  }

  /** The key must have some value: replace, never create. */
  record Present() implements Condition {
    @Override
    public boolean holdsFor(long version) {
      return version != 0;
    }
  }

  /**
   * Compare-and-set: the value must be the one that was written at {@code version}.
   *
   * @param version at least 0; nothing was ever written at 0, so that 0 never holds
   */
  record AtVersion(long version) implements Condition {
    public AtVersion {
      if (version < 0) {
        throw new IllegalArgumentException("a version is never negative: " + version);
      }
    }

    @Override
    public boolean holdsFor(long current) {
      return version != 0 && version == current;
    }
  }
}
