package io.troupe.persistence;

/**
 * Why the journal did not do what a persistent actor asked. The actor sees it as the cause of its
 * persist or recovery failure.
 */
public abstract sealed class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private JournalException(String message) {
    super(message);
  }

  private JournalException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The bounded queue of writes is full. Nothing of this write was stored. */
  public static final class Overloaded extends JournalException {
    private static final long serialVersionUID = 1L;

    public Overloaded(String message) {
      super(message);
    }
  }

  /**
   * The write does not continue what is stored for its persistence id: another writer has been
   * there, or an earlier write of this writer failed. Nothing of this write was stored.
   */
  public static final class NotContiguous extends JournalException {
    private static final long serialVersionUID = 1L;

    public NotContiguous(String message) {
      super(message);
    }
  }

  /** Stored data is missing or altered; the message names the file and the fix. */
  public static final class Damaged extends JournalException {
    private static final long serialVersionUID = 1L;

    public Damaged(String message) {
      super(message);
    }

    public Damaged(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The store is closed, or an earlier write or fsync failed, which is final: whether the failed
   * writes are stored is unknown until the store is opened anew.
   */
  public static final class Unavailable extends JournalException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
      super(message);
    }

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
