package io.troupe.actors;

import java.io.IOException;
import java.io.OutputStream;

/** A frozen state that can be written; called at most once, possibly on another thread. */
@FunctionalInterface
public interface SnapshotWriter {
  /** Writes the state. The caller buffers, checks, syncs and closes. */
  void writeTo(OutputStream out) throws IOException;
}
