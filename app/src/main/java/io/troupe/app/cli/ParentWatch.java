package io.troupe.app.cli;

import java.io.IOException;
import java.io.InputStream;

/** Ends this process when the one that started it dies, however it dies. */
final class ParentWatch {
  private ParentWatch() {}

  /** The parent holds the other end of standard input: it ends when the parent does. */
  static void start() {
    Thread watch = new Thread(ParentWatch::haltAtEnd, "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void haltAtEnd() {
    InputStream in = System.in;
    try {
      while (in.read() != -1) {
        // Nothing is said; only the end matters.
      }
    } catch (IOException e) {
      // No different from the end.
    }
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }
}
