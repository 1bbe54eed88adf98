package io.troupe.app.soak;

import java.util.Optional;

/** What the store answers. */
sealed interface Reply {
  /** To a get; empty if there is no such key. */
  record Found(Optional<String> value) implements Reply {
    @Override
    public String toString() {
      return value.orElse("nothing");
    }
  }

  /**
   * To a put.
   *
   * @param created whether there was no value before
   */
  record Stored(boolean created) implements Reply {
    @Override
    public String toString() {
      return created ? "created" : "replaced";
    }
  }

  /**
   * To a delete.
   *
   * @param existed whether there was a value
   */
  record Deleted(boolean existed) implements Reply {
    @Override
    public String toString() {
      return existed ? "deleted" : "was not there";
    }
  }

  /** To a compare-and-set. */
  record Compared(boolean equal) implements Reply {
    @Override
    public String toString() {
      return equal ? "set" : "differs";
    }
  }
}
