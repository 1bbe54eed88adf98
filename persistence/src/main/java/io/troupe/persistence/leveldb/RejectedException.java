package io.troupe.persistence.leveldb;

/** An event cannot be serialized; the cause says why. */
final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  RejectedException(Exception cause) {
    super(cause);
  }

  Exception reason() {
    return getCause() instanceof Exception reason ? reason : this;
  }
}
