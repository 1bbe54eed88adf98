package io.troupe.actors.wire;

import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.register.RegisterEvent;
import org.apache.pekko.actor.ExtendedActorSystem;

/**
 * Serializes what the roles of Paxos persist, {@link PaxosEvent}s and {@link RegisterEvent}s, for
 * the journal. Registered in {@code reference.conf}; see {@code docs/format.md}.
 */
public final class PaxosEventSerializer extends EventSerializer {
  /** Part of the format: never changes, and no other serializer of a system may have it. */
  public static final int IDENTIFIER = 1_742_003;

  /** Called by Pekko. */
  @SuppressWarnings("unused") // the signature that Pekko looks for
  public PaxosEventSerializer(ExtendedActorSystem system) {
    this();
  }

  PaxosEventSerializer() {
    super(IDENTIFIER, FormatVersion.PAXOS_EVENT, PaxosEventCodec.EVENTS);
  }
}
