package io.troupe.actors.wire;

/**
 * Bytes that are not in the format: damaged, hostile, or written by a newer version of Troupe. The
 * only exception that decoding throws; the message says what was being read and what is wrong.
 */
public final class WireFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WireFormatException(String message) {
    super(message);
  }

  WireFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
