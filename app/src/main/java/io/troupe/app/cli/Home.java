package io.troupe.app.cli;

import java.nio.file.Path;

/** Where this project's {@code conf/} is. */
final class Home {
  private Home() {}

  /** What the launcher says in TROUPE_HOME, else the working directory. */
  static Path path() {
    String told = System.getenv("TROUPE_HOME");
    return Path.of(told == null ? "" : told).toAbsolutePath();
  }
}
