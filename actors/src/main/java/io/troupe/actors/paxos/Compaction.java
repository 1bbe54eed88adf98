package io.troupe.actors.paxos;

import io.troupe.actors.wire.RegisterRestated;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the journal of an acceptor of registers short. After so many events, and at least twice as
 * many as there are keys, the memory is written down once more, in parts, one after another, while
 * the acceptor goes on; then what was before the first part is deleted. So the journal holds a few
 * times the memory, and each change pays for its share. Not thread-safe.
 */
final class Compaction {
  /** Bytes of values in one part, unless one alone is larger. */
  private static final int PART_BYTES = 256 << 10;

  /** Events in one part. */
  private static final int PART_EVENTS = 1000;

  private final int afterEvents;
  private final Role.Shell<Object> shell;
  private final RegisterMemory memory;
  private List<RegisterEvent> rest = List.of();
  private boolean underWay;
  private long sinceLast;
  private long firstPart;
  private int parts;

  Compaction(int afterEvents, Role.Shell<Object> shell, RegisterMemory memory) {
    this.afterEvents = afterEvents;
    this.shell = shell;
    this.memory = memory;
  }

  /** So many events were handed to the journal. */
  void persisted(int events) {
    sinceLast += events;
    if (!underWay && sinceLast >= Math.max(afterEvents, 2L * memory.size())) {
      underWay = true;
      sinceLast = 0;
      parts = 0;
      rest = memory.events();
      writePart();
    }
  }

  private void writePart() {
    List<RegisterEvent> part = new ArrayList<>();
    int bytes = 0;
    while (part.size() < Math.min(PART_EVENTS, rest.size()) && bytes < PART_BYTES) {
      RegisterEvent event = rest.get(part.size());
      part.add(event);
      bytes += event instanceof RegisterEvent.Accepted it ? it.proposal().value().sizeBytes() : 0;
    }
    rest = rest.subList(part.size(), rest.size());
    parts++;
    RegisterRestated restated = new RegisterRestated(parts, rest.isEmpty(), part);
    shell.persistAside(restated, sequenceNr -> written(restated, sequenceNr));
  }

  private void written(RegisterRestated restated, long sequenceNr) {
    if (restated.part() == 1) {
      firstPart = sequenceNr;
    }
    if (restated.isLast()) {
      underWay = false;
      rest = List.of();
      shell.deleteBefore(firstPart);
    } else {
      writePart();
    }
  }
}
