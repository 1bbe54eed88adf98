package io.troupe.persistence;

import java.io.IOException;

/**
 * A data directory cannot be used as asked: it is not writable, in use, damaged, of an unknown
 * format, or it belongs to another owner. The message names the path, what was expected, what was
 * found, and the fix. Nothing in the directory was changed.
 */
public final class DataDirectoryException extends IOException {
  private static final long serialVersionUID = 1L;

  public DataDirectoryException(String message) {
    super(message);
  }

  public DataDirectoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
