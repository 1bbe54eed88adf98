package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.testkit.simulation.Mix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A log as an observer reconstructs it from events, with a hash chain: two logs with the same chain
 * at a frame's end are equal up to there (I3).
 */
final class ObservedLog {
  /** A frame and the hash of everything up to its end. */
  record Link(Frame frame, long chain) {
    LogPosition last() {
      return frame.last();
    }
  }

  private final List<Link> links;
  private LogPosition start;
  private long startChain;
  private LogPosition snapshot;

  ObservedLog() {
    this(new ArrayList<>(), LogPosition.ORIGIN, 0, LogPosition.ORIGIN);
  }

  private ObservedLog(List<Link> links, LogPosition start, long startChain, LogPosition snapshot) {
    this.links = links;
    this.start = start;
    this.startChain = startChain;
    this.snapshot = snapshot;
  }

  ObservedLog copy() {
    return new ObservedLog(new ArrayList<>(links), start, startChain, snapshot);
  }

  /** The hash of a log that goes on with {@code frame} after {@code before}. */
  static long chain(long before, Frame frame) {
    long hash = Mix.mix(before, frame.term());
    hash = Mix.mix(hash, frame.firstIndex());
    hash = Mix.mix(hash, frame.kind() == Frame.Kind.NO_OP ? 0 : frame.count());
    return Mix.mix(hash, frame.commands().hashCode());
  }

  LogPosition start() {
    return start;
  }

  LogPosition snapshot() {
    return snapshot;
  }

  LogPosition last() {
    return links.isEmpty() ? start : links.get(links.size() - 1).last();
  }

  /** The link just appended. */
  Link newest() {
    return links.get(links.size() - 1);
  }

  Optional<Frame> firstFrame() {
    return links.isEmpty() ? Optional.empty() : Optional.of(links.get(0).frame);
  }

  /** The links whose frames start at {@code index} or after. */
  List<Link> from(long index) {
    return links.subList(firstNotBefore(index), links.size());
  }

  /** The hash up to {@code position}, if the log holds exactly it at a frame's end. */
  Optional<Long> chainAt(LogPosition position) {
    if (position.equals(start)) {
      return Optional.of(startChain);
    }
    int at = firstNotBefore(position.index() + 1) - 1;
    return at >= 0 && links.get(at).last().equals(position)
        ? Optional.of(links.get(at).chain)
        : Optional.empty();
  }

  /** Whether the log holds {@code position}, or has compacted it away. */
  boolean covers(LogPosition position) {
    return position.index() <= start.index() || chainAt(position).isPresent();
  }

  void append(Frame frame) {
    long before = links.isEmpty() ? startChain : newest().chain;
    links.add(new Link(frame, chain(before, frame)));
  }

  void truncateFrom(long index) {
    from(index).clear();
  }

  void compact(LogEvent.LogCompacted event) {
    startChain = chainAt(event.start()).orElse(startChain);
    links.subList(0, firstNotBefore(event.start().index() + 1)).clear();
    start = event.start();
    snapshot = event.snapshot();
  }

  void replaceBy(LogPosition position, long chain) {
    links.clear();
    start = position;
    startChain = chain;
    snapshot = position;
  }

  private int firstNotBefore(long index) {
    int low = 0;
    int high = links.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (links.get(middle).frame.firstIndex() < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
