package io.troupe.bench.journal;

import java.nio.file.Path;
import java.util.SortedMap;

/** A way to store events durably, of which each writer has its own, in order. */
public interface Contestant {

  String name();

  /** Whether what it acknowledged is there after it was opened again. */
  default boolean isDurable() {
    return true;
  }

  /** The settings that decide the result, for the report. */
  SortedMap<String, String> settings();

  /** Opens its store in a directory, which is empty or was its own before. */
  Store open(Path directory);

  /** An open store. Writers count from 0, the events of each from 1. */
  interface Store extends AutoCloseable {

    /**
     * Starts writers in a closed loop: each waits for its events to be durable before it writes the
     * next, until the meter stops it. Returns at once.
     *
     * @param atOnce events of one atomic write
     */
    void write(int writers, int atOnce, int eventBytes, Meter meter);

    /** Writes many events of each writer, in large atomic writes. */
    void fill(int writers, int eventsEach, int eventBytes);

    /**
     * Reads the events of all writers and checks each byte.
     *
     * @return how many there are of each
     * @throws IllegalStateException if one is missing in between, or altered
     */
    long[] readAll(int writers, int eventBytes);

    @Override
    void close();
  }
}
