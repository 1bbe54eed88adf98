package io.troupe.testkit.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened in a run, as NDJSON: one line for each event with its virtual time in nanoseconds,
 * its step, the step that caused it, its node and what it was.
 *
 * <p>The last events are kept, and written out only if somebody asks. All lines go to a sink if
 * there is one. The fingerprint covers time, step, cause, node and kind of every event.
 */
public final class Trace {
  /** Events that are kept for the report of a failure. */
  public static final int KEPT_EVENTS = 200;

  private record Line(
      long atNanos, long step, long cause, String node, String what, Object detail) {}

  private final VirtualTime time;
  private final Optional<Appendable> sink;
  private final ArrayDeque<Line> last = new ArrayDeque<>(KEPT_EVENTS + 1);
  private long fingerprint;
  private long events;

  private Trace(VirtualTime time, Optional<Appendable> sink) {
    this.time = time;
    this.sink = sink;
  }

  /** Keeps the last events only. */
  public static Trace lastEvents(VirtualTime time) {
    return new Trace(time, Optional.empty());
  }

  /** Writes every event to {@code sink}, too. */
  public static Trace writtenTo(VirtualTime time, Appendable sink) {
    return new Trace(time, Optional.of(sink));
  }

  /** {@code detail} must not change any more: it is rendered later, by its {@code toString}. */
  public void record(String node, String what, Object detail) {
    events++;
    fingerprint = Mix.mix(fingerprint, time.nowNanos());
    fingerprint = Mix.mix(Mix.mix(fingerprint, time.step()), time.cause());
    fingerprint = Mix.mix(fingerprint, ((long) node.hashCode() << 32) ^ what.hashCode());
    Line line = new Line(time.nowNanos(), time.step(), time.cause(), node, what, detail);
    if (last.size() == KEPT_EVENTS) {
      last.removeFirst();
    }
    last.addLast(line);
    sink.ifPresent(out -> write(out, line));
  }

  public long fingerprint() {
    return fingerprint;
  }

  public long events() {
    return events;
  }

  /** The last {@link #KEPT_EVENTS} events, oldest first. */
  public List<String> tail() {
    List<String> lines = new ArrayList<>(last.size());
    last.forEach(line -> lines.add(render(line)));
    return lines;
  }

  private static void write(Appendable out, Line line) {
    try {
      out.append(render(line)).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String render(Line line) {
    String detail = line.detail.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return "{\"t\":"
        + line.atNanos
        + ",\"step\":"
        + line.step
        + ",\"cause\":"
        + line.cause
        + ",\"node\":\""
        + line.node
        + "\",\"what\":\""
        + line.what
        + "\",\"detail\":\""
        + detail.replace("\n", "\\n")
        + "\"}";
  }
}
