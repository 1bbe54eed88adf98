package io.troupe.bench;

/** How one write ended; exactly one method is called, once. Implementations do not block. */
public interface Completion {

  /** Committed and applied on the node that answers. */
  void succeeded();

  /** Refused: the value is not in the log and never will be. */
  void failed(String reason);

  /** The value may or may not be in the log. */
  void unknown(String reason);
}
