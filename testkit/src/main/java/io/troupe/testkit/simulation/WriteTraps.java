package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.raft.LogEvent;
import java.util.ArrayList;
import java.util.List;

/** What is to happen once, right after an event of a kind was handed to the disk. */
final class WriteTraps {
  private record Trap(String eventKind, Runnable then) {}

  private final List<Trap> traps = new ArrayList<>();

  void set(String eventKind, Runnable then) {
    traps.add(new Trap(eventKind, then));
  }

  void disarm() {
    traps.clear();
  }

  void spring(LogEvent event) {
    String kind = event.getClass().getSimpleName();
    List<Trap> sprung = traps.stream().filter(trap -> trap.eventKind.equals(kind)).toList();
    traps.removeAll(sprung);
    sprung.forEach(trap -> trap.then.run());
  }
}
