package io.troupe.protocols.paxos.register;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Backoff;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.Outbox;
import io.troupe.protocols.paxos.ProposerSettings;
import io.troupe.protocols.paxos.QuorumSystem;
import io.troupe.protocols.paxos.ReservedRounds;
import io.troupe.protocols.paxos.Rounds;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What the work on all keys of a proposer shares. */
final class ProposerContext {
  final QuorumSystem quorums;
  final RegisterSettings settings;
  final Sticky sticky;
  final Outbox<RegisterEvent, RegisterMessage, RegisterOutput> outbox =
      new Outbox<>(RegisterOutput.Persist::new, RegisterOutput.Send::new);
  private final RandomGenerator random;
  private final Rounds rounds;
  private Ballot seen = Ballot.NONE;

  ProposerContext(
      NodeId self,
      QuorumSystem quorums,
      RegisterSettings settings,
      ReservedRounds reserved,
      long incarnation,
      RandomGenerator random) {
    this.quorums = quorums;
    this.settings = settings;
    this.random = random;
    this.sticky = new Sticky(settings.maxStickyKeys());
    this.rounds =
        new Rounds(
            self,
            reserved,
            incarnation,
            settings.proposer().reservedRounds(),
            (life, upTo) -> outbox.persist(new RegisterEvent.RoundsReserved(life, upTo)));
  }

  Optional<Ballot> nextBallot() {
    return rounds.next(seen);
  }

  Optional<Ballot> nextBallot(int skipped) {
    return rounds.next(seen, skipped);
  }

  void saw(Ballot ballot) {
    seen = Ballot.max(seen, ballot);
  }

  Backoff backoff() {
    ProposerSettings bounds = settings.proposer();
    return new Backoff(bounds.minBackoffNanos(), bounds.maxBackoffNanos(), random);
  }
}
