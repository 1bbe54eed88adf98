package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.protocols.raft.RoleKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A replica with a planted bug: subclasses change what goes in or what comes out. */
abstract class Sabotaged implements Replica {
  final Replica real;

  Sabotaged(Replica real) {
    this.real = real;
  }

  /** Changes an input. */
  RaftInput in(RaftInput input) {
    return input;
  }

  /** Changes what came out. */
  List<Output> out(RaftInput input, List<Output> outputs, long nowNanos) {
    List<Output> changed = new ArrayList<>();
    for (Output output : outputs) {
      out(output).ifPresent(changed::add);
    }
    return changed;
  }

  /** Changes one output, or drops it. */
  Optional<Output> out(Output output) {
    if (output instanceof Output.Send send) {
      return Optional.of(new Output.Send(send.to(), message(send.message())));
    }
    if (output instanceof Output.Persist persist) {
      List<LogEvent> events = new ArrayList<>();
      persist.events().forEach(event -> event(event).ifPresent(events::add));
      return Optional.of(new Output.Persist(persist.write(), events));
    }
    return Optional.of(output);
  }

  /** Changes a message that is sent. */
  RaftMessage message(RaftMessage message) {
    return message;
  }

  /** Changes an event that is persisted, or drops it. */
  Optional<LogEvent> event(LogEvent event) {
    return Optional.of(event);
  }

  @Override
  public List<Output> start(long incarnation, long nowNanos) {
    return out(new RaftInput.Tick(), real.start(incarnation, nowNanos), nowNanos);
  }

  @Override
  public List<Output> on(RaftInput input, long nowNanos) {
    RaftInput changed = in(input);
    return out(changed, real.on(changed, nowNanos), nowNanos);
  }

  @Override
  public long wakeAtNanos() {
    return real.wakeAtNanos();
  }

  @Override
  public RoleKind role() {
    return real.role();
  }

  @Override
  public long term() {
    return real.term();
  }

  @Override
  public long commitIndex() {
    return real.commitIndex();
  }

  @Override
  public LogPosition last() {
    return real.last();
  }
}
