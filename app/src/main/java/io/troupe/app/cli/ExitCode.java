package io.troupe.app.cli;

/** How a command of {@code ./troupe} ends. */
final class ExitCode {
  /** Done. */
  static final int OK = 0;

  /** The answer is no: no such key, the condition failed; for the trials: data was lost. */
  static final int NO = 1;

  /** The command line or a configuration file is wrong. */
  static final int USAGE = 2;

  /** Nobody answered, or nobody could; nothing was done, and it is safe to try again. */
  static final int UNAVAILABLE = 3;

  /** A write may have happened, or not. */
  static final int UNKNOWN = 4;

  /** A node or a trial stopped because of an error. */
  static final int FAILED = 5;

  private ExitCode() {}
}
