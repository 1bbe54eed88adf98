package io.troupe.actors.wire;

import io.troupe.protocols.raft.LogEvent;
import org.apache.pekko.actor.ExtendedActorSystem;

/**
 * Serializes {@link LogEvent}s for the journal: a manifest of one letter for each event. Registered
 * in {@code reference.conf}; see {@code docs/format.md}.
 */
public final class LogEventSerializer extends EventSerializer {
  /** Part of the format: never changes, and no other serializer of a system may have it. */
  public static final int IDENTIFIER = 1_742_002;

  /** Called by Pekko. */
  @SuppressWarnings("unused") // the signature that Pekko looks for
  public LogEventSerializer(ExtendedActorSystem system) {
    this();
  }

  LogEventSerializer() {
    super(IDENTIFIER, FormatVersion.LOG_EVENT, LogEventCodec.EVENTS);
  }
}
