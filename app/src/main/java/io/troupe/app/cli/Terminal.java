package io.troupe.app.cli;

/** Whether a person watches. */
final class Terminal {
  private Terminal() {}

  /** Whether standard output is a terminal; the launcher knows, and says so in TROUPE_TTY. */
  static boolean isAttached() {
    return "1".equals(System.getenv("TROUPE_TTY"));
  }
}
