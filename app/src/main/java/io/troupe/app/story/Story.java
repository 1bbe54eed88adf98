package io.troupe.app.story;

import java.util.List;

/**
 * A run of a protocol from beginning to end.
 *
 * @param command the command that tells it again
 * @param premise what is to be known before: who plays, under what conditions
 * @param cast all who send or receive, in the order in which they are shown
 * @param scenes in the order of time
 * @param ending how it ended
 * @param good whether that is what was asked for
 * @param verdict the same in a sentence
 */
public record Story(
    String title,
    String command,
    String premise,
    List<String> cast,
    List<Scene> scenes,
    List<Table> ending,
    boolean good,
    String verdict) {
  public Story {
    cast = List.copyOf(cast);
    scenes = List.copyOf(scenes);
    ending = List.copyOf(ending);
  }
}
