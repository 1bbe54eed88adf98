package io.troupe.actors.node;

import static io.troupe.actors.node.Checks.atLeastOne;
import static io.troupe.actors.node.Checks.bytes;
import static io.troupe.actors.node.Checks.fits;
import static io.troupe.actors.node.Checks.nanos;
import static io.troupe.actors.node.Checks.positiveBytes;

import com.typesafe.config.Config;
import io.troupe.actors.TroupeConfigurationException;
import io.troupe.protocols.paxos.ProposerSettings;
import io.troupe.protocols.paxos.register.RegisterSettings;
import java.time.Duration;

/**
 * The bounds of synods and registers on this node, from {@code troupe.paxos}.
 *
 * @param register its proposer's bounds are those of synods, too
 * @param maxPendingRequests requests of this node that wait for their outcome
 * @param maxPendingBytes encoded values of this node that wait, in bytes
 * @param compactAfterEvents events in the journal of a register's acceptor, before it is compacted
 */
record PaxosSettings(
    RegisterSettings register,
    int maxPendingRequests,
    long maxPendingBytes,
    int compactAfterEvents) {
  private static final String SECTION = "troupe.paxos.";

  /** Of synods: one decision needs few ballots. */
  private static final int RESERVED_BY_SYNODS = 1;

  /**
   * @throws TroupeConfigurationException naming the key and the fix
   */
  static PaxosSettings read(Config system) {
    int maxPending = atLeastOne(system, SECTION + "max-pending-requests");
    int maxValueBytes = bytes(system, SECTION + "max-value-bytes");
    fits(SECTION + "max-value-bytes", maxValueBytes);
    int stickyKeys = system.getInt(SECTION + "sticky-keys");
    if (stickyKeys < 0) {
      throw new TroupeConfigurationException(
          SECTION + "sticky-keys = " + stickyKeys + ": it must not be negative; 0 turns it off");
    }
    return new PaxosSettings(
        new RegisterSettings(
            proposer(system),
            nanos(system, SECTION + "request-timeout"),
            maxPending + 1, // one is a collection
            stickyKeys,
            maxValueBytes,
            atLeastOne(system, SECTION + "max-keys"),
            positiveBytes(system, SECTION + "max-total-bytes")),
        maxPending,
        positiveBytes(system, SECTION + "max-pending-bytes"),
        atLeastOne(system, SECTION + "compact-after-events"));
  }

  private static ProposerSettings proposer(Config system) {
    long shortest = nanos(system, SECTION + "min-backoff");
    long longest = nanos(system, SECTION + "max-backoff");
    if (longest / 2 < shortest) {
      throw new TroupeConfigurationException(
          SECTION
              + "max-backoff = "
              + Duration.ofNanos(longest).toMillis()
              + " ms: it must be at least twice "
              + SECTION
              + "min-backoff ("
              + Duration.ofNanos(shortest).toMillis()
              + " ms)");
    }
    return new ProposerSettings(
        nanos(system, SECTION + "resend-interval"),
        shortest,
        longest,
        atLeastOne(system, SECTION + "reserved-rounds"));
  }

  /** The bounds of a synod's proposer and learner. */
  ProposerSettings synod() {
    ProposerSettings shared = register.proposer();
    return new ProposerSettings(
        shared.resendNanos(),
        shared.minBackoffNanos(),
        shared.maxBackoffNanos(),
        RESERVED_BY_SYNODS);
  }

  long requestTimeoutNanos() {
    return register.operationTimeoutNanos();
  }

  int maxValueBytes() {
    return register.maxValueBytes();
  }
}
