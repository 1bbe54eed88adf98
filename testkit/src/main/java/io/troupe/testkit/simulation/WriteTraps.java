package io.troupe.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/** What is to happen once, right after an event of a kind was handed to the disk. */
public final class WriteTraps {
  private record Trap(String eventKind, Runnable then) {}

  private final List<Trap> traps = new ArrayList<>();

  /** Does {@code then} once, right after the next event of this kind. */
  public void set(String eventKind, Runnable then) {
    traps.add(new Trap(eventKind, then));
  }

  /** Nothing is to happen any more. */
  public void disarm() {
    traps.clear();
  }

  /** The event was handed to the disk; its kind is the simple name of its class. */
  public void spring(Object event) {
    String kind = event.getClass().getSimpleName();
    List<Trap> sprung = traps.stream().filter(trap -> trap.eventKind.equals(kind)).toList();
    traps.removeAll(sprung);
    sprung.forEach(trap -> trap.then.run());
  }
}
