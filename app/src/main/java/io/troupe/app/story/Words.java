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
  private static final int BRIEF_CHARACTERS_MAX = 24;

  /** As much of a text as a picture has room for. */
  public static String shortened(String text) {
    return text.length() <= BRIEF_CHARACTERS_MAX
        ? text
        : text.substring(0, BRIEF_CHARACTERS_MAX - 1) + "\u2026";
  }

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
