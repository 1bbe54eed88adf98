package io.troupe.app.story;

/**
 * What a message says.
 *
 * @param name of the message, as the protocol has it
 * @param brief a few words for a picture
 * @param text a sentence
 * @param detail all of it
 * @param tone of yes or no
 * @param weight whether anybody would miss it
 */
public record Words(
    String name, String brief, String text, String detail, Scene.Tone tone, Weight weight) {
  /** How much a message matters. */
  public enum Weight {
    /** It brings something new. */
    NEWS,
    /** It was sent before in the same words: it matters if it arrives. */
    REPEATED,
    /** Nobody would miss it, e.g. a heartbeat. */
    ROUTINE
  }
}
