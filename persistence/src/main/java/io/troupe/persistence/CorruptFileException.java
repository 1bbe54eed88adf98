package io.troupe.persistence;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not what was once written: truncated, altered, or of an unknown format. */
public final class CorruptFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;

  CorruptFileException(Path file, String what) {
    super(file + ": " + what);
    this.file = file.toString();
  }

  /** The damaged file. */
  public Path file() {
    return Path.of(file);
  }
}
