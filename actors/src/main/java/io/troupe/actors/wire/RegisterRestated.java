package io.troupe.actors.wire;

import io.troupe.protocols.paxos.register.RegisterEvent;
import java.util.List;

/**
 * A part of what an acceptor of registers remembered when it began to compact its journal. The
 * parts of one compaction, together with what happened since its first, replace everything before.
 *
 * @param part counts 1, 2, 3 ... in each compaction
 * @param isLast whether the compaction is complete with it
 * @param events {@code Promised}, {@code Accepted} and {@code FloorRaised} only
 */
public record RegisterRestated(int part, boolean isLast, List<RegisterEvent> events) {
  public RegisterRestated {
    events = List.copyOf(events);
    if (part < 1) {
      throw new IllegalArgumentException("parts count from 1: " + part);
    }
  }
}
