package io.troupe.app.soak;

/** What became of a request, as far as its client can tell. */
sealed interface Answer {
  /**
   * It was answered.
   *
   * @param version of the value that the reply tells or has stored; 0 if it is about none
   */
  record Answered(Reply reply, long version) implements Answer {}

  /**
   * It certainly has no effect and never will: refused, never sent, or a read without an answer.
   */
  record WithoutEffect() implements Answer {}

  /** A write without an answer that decides: it may take effect at any time, or never. */
  record Unknown() implements Answer {}
}
