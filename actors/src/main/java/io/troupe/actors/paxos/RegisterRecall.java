package io.troupe.actors.paxos;

import io.troupe.actors.wire.RegisterRestated;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the memory of a role of registers back, from a journal that {@link Compaction} may have
 * shortened. A compaction that was not finished counts for nothing: what it was to replace is still
 * there. Not thread-safe.
 */
final class RegisterRecall {
  /** A compaction of which not all parts were read. */
  private static final class Restating {
    private final RegisterMemory memory = new RegisterMemory();
    private final List<RegisterEvent> since = new ArrayList<>();
    private int parts;
  }

  private Optional<RegisterMemory> memory = Optional.empty();
  private Optional<Restating> restating = Optional.empty();

  /**
   * What is remembered.
   *
   * @throws IllegalStateException if the journal begins with a compaction that it does not finish
   */
  RegisterMemory memory() {
    if (memory.isEmpty() && restating.isPresent()) {
      throw new IllegalStateException("the journal ends amid a compaction that it begins with");
    }
    return memory.orElseGet(RegisterMemory::new);
  }

  /**
   * Takes the next event of the journal.
   *
   * @throws IllegalStateException if it does not fit: the journal is damaged
   */
  void apply(Object event) {
    if (event instanceof RegisterEvent step) {
      if (memory.isEmpty() && restating.isEmpty()) {
        memory = Optional.of(new RegisterMemory());
      }
      memory.ifPresent(it -> it.apply(step));
      restating.ifPresent(it -> it.since.add(step));
    } else if (event instanceof RegisterRestated restated) {
      restate(restated);
    } else {
      throw new IllegalStateException("no event of registers: " + event);
    }
  }

  private void restate(RegisterRestated restated) {
    if (restated.part() == 1) {
      restating = Optional.of(new Restating());
    }
    Restating all = restating.orElseGet(Restating::new);
    if (restated.part() != ++all.parts) {
      throw new IllegalStateException(
          "part " + restated.part() + " of a compaction after " + (all.parts - 1) + " parts");
    }
    restated.events().forEach(all.memory::apply);
    if (restated.isLast()) {
      all.since.forEach(all.memory::apply);
      memory = Optional.of(all.memory);
      restating = Optional.empty();
    }
  }
}
