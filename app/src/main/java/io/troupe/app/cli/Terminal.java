package io.troupe.app.cli;

/** Whether a person watches. */
final class Terminal {
  private Terminal() {}

  /** Whether standard output is a terminal; the launcher knows, and says so in TROUPE_TTY. */
  static boolean isAttached() {
    return "1".equals(System.getenv("TROUPE_TTY"));
  }

  /**
   * Whether to print in colours: a person watches, and has not asked for none by NO_COLOR (see
   * no-color.org) or by calling the terminal dumb.
   */
  static boolean showsColours() {
    String noColour = System.getenv("NO_COLOR");
    return isAttached()
        && (noColour == null || noColour.isEmpty())
        && !"dumb".equals(System.getenv("TERM"));
  }
}
