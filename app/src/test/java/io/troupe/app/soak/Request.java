package io.troupe.app.soak;

import java.util.Optional;

/** What a client asks of the store; every value is written by one request only. */
sealed interface Request {
  String key();

  /** Linearizable, as {@code GET} is. */
  record Get(String key) implements Request {
    @Override
    public String toString() {
      return "get " + key;
    }
  }

  /** Whatever is there. */
  record Put(String key, String value) implements Request {
    @Override
    public String toString() {
      return "put " + key + " " + value;
    }
  }

  /** Whatever is there. */
  record Delete(String key) implements Request {
    @Override
    public String toString() {
      return "delete " + key;
    }
  }

  /**
   * Writes if the present value is the expected one; empty expects none. The API compares versions,
   * which comes to the same: a value is written once, so it has one version.
   */
  record CompareAndSet(String key, String value, Optional<String> expected) implements Request {
    @Override
    public String toString() {
      return "cas " + key + " " + expected.orElse("nothing") + " " + value;
    }
  }
}
