package io.troupe.testkit.certifier;

import org.jspecify.annotations.Nullable;

/** What a check found: which law is broken, after how many steps of the log, and how it showed. */
final class Finding extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Law law;
  private final int steps;
  private final String what;

  /**
   * @param steps how many steps of the log had been taken, the one at which it showed included
   */
  Finding(Law law, int steps, String what, @Nullable Throwable cause) {
    super(law + " after " + steps + ": " + what, cause);
    this.law = law;
    this.steps = steps;
    this.what = what;
  }

  Finding(Law law, int steps, String what) {
    this(law, steps, what, null);
  }

  Law law() {
    return law;
  }

  int steps() {
    return steps;
  }

  String what() {
    return what;
  }
}
