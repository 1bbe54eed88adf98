package io.troupe.app.play;

import io.troupe.actors.wire.Item;
import io.troupe.app.stage.Audience;
import io.troupe.app.story.Scene;
import io.troupe.app.story.Scene.Blow;
import io.troupe.app.story.Scene.Part;
import io.troupe.app.story.Scene.Tone;
import io.troupe.app.story.Words;
import io.troupe.app.story.Words.Weight;
import io.troupe.protocols.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Watches the stage, and tells what it sees as scenes. What they say is for each protocol. */
public abstract class Narrator implements Audience {
  /** Who proposes values, from outside. */
  public static final String CLIENT = "client";

  private final List<Scene> scenes = new ArrayList<>();
  private final Map<Long, Long> numbers = new HashMap<>();
  private LongSupplier clock = () -> 0;
  private long lastMessage;

  /** Puts what one node sends another into words. */
  protected abstract Words words(NodeId from, NodeId to, Item item);

  /** What time it is on the stage, once there is one. */
  public final void tellBy(LongSupplier newClock) {
    clock = newClock;
  }

  /** All so far. */
  public final List<Scene> scenes() {
    return scenes;
  }

  /** The client asks a node, which hears it at once. */
  public final void asked(NodeId node, String name, String text, String more) {
    tell(CLIENT, node.value(), name, text, more, Tone.PLAIN);
  }

  /** A node answers the client, who hears it at once. */
  public final void answered(NodeId node, String answer, Tone tone) {
    tell(node.value(), CLIENT, "answer", answer, "", tone);
  }

  private void tell(String from, String to, String name, String text, String more, Tone tone) {
    long now = clock.getAsLong();
    Words words =
        new Words(name, Words.shortened(text), text + more, text + more, tone, Weight.NEWS);
    scenes.add(new Scene.Said(now, ++lastMessage, from, to, words));
    scenes.add(new Scene.Heard(now, lastMessage));
  }

  final void struck(Blow blow, List<String> whom, String what) {
    scenes.add(new Scene.Struck(clock.getAsLong(), blow, whom, what));
  }

  protected final void note(NodeId node, Tone tone, String what, String why) {
    scenes.add(new Scene.Noted(clock.getAsLong(), node.value(), tone, what, why));
  }

  protected final void became(NodeId node, Part part, String what, String why) {
    scenes.add(new Scene.Became(clock.getAsLong(), node.value(), part, what, why));
  }

  @Override
  public final void sent(long message, NodeId from, NodeId to, Item item) {
    numbers.put(message, ++lastMessage);
    Words words = words(from, to, item);
    scenes.add(new Scene.Said(clock.getAsLong(), lastMessage, from.value(), to.value(), words));
  }

  @Override
  public final void arrived(long message) {
    scenes.add(new Scene.Heard(clock.getAsLong(), numbers.getOrDefault(message, 0L)));
  }

  @Override
  public final void lost(long message, String why) {
    scenes.add(new Scene.Lost(clock.getAsLong(), numbers.getOrDefault(message, 0L), why));
  }
}
