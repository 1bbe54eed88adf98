package io.troupe.actors;

/** A setting is missing or wrong; the message names the key, the value and the fix. */
public final class TroupeConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TroupeConfigurationException(String message) {
    super(message);
  }

  public TroupeConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
