package io.troupe.protocols.paxos;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosMessage.Accepted;
import io.troupe.protocols.paxos.PaxosMessage.Chosen;
import io.troupe.protocols.paxos.PaxosMessage.Inquire;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A learner of one decision (§2.3): finds out "that a proposal has been accepted by a majority of
 * acceptors". Only votes for one and the same ballot count together (P10), and each acceptor counts
 * once for it (P9). It remembers nothing on disk: after a restart it asks.
 *
 * <p>As long as it knows nothing, it asks everybody from time to time. If no proposer brings the
 * decision to an end, that may be for ever: "to find out whether a value is chosen, have a proposer
 * issue a proposal" (§2.3).
 *
 * <p>Remembers one vote for each acceptor. Not thread-safe.
 */
public final class Learner {
  private final NodeId self;
  private final Synod synod;
  private final ProposerSettings settings;
  private final Outbox<PaxosEvent, PaxosMessage, PaxosOutput> outbox =
      new Outbox<>(PaxosOutput.Persist::new, PaxosOutput.Send::new);
  private final Map<NodeId, Proposal<Bytes>> votes = new HashMap<>();
  private Optional<Proposal<Bytes>> chosen = Optional.empty();
  private long wakeAtNanos;

  /** A learner that knows nothing yet. */
  public Learner(NodeId self, Synod synod, ProposerSettings settings, long nowNanos) {
    this.self = self;
    this.synod = synod;
    this.settings = settings;
    this.wakeAtNanos = nowNanos + settings.resendNanos();
  }

  /** Takes one input; returns what the shell must do, in order. */
  public List<PaxosOutput> on(PaxosInput input, long nowNanos) {
    input.accept(new Inputs(nowNanos));
    return outbox.drain();
  }

  /** By when the next {@link PaxosInput.Tick} is due; {@link Long#MAX_VALUE} for never. */
  public long wakeAtNanos() {
    return wakeAtNanos;
  }

  /** What is chosen, if it knows. */
  public Optional<Proposal<Bytes>> chosen() {
    return chosen;
  }

  private void learn(Proposal<Bytes> proposal) {
    if (chosen.isEmpty()) {
      chosen = Optional.of(proposal);
      votes.clear();
      wakeAtNanos = Long.MAX_VALUE;
      outbox.emit(new PaxosOutput.Decided(proposal));
    } else if (!chosen.get().value().equals(proposal.value())) {
      throw new IllegalStateException(self + " learns " + proposal + " after " + chosen.get());
    }
  }

  private final class Inputs implements PaxosInput.Handler {
    private final long nowNanos;

    private Inputs(long nowNanos) {
      this.nowNanos = nowNanos;
    }

    @Override
    public void onTick() {
      if (nowNanos >= wakeAtNanos && chosen.isEmpty()) {
        wakeAtNanos = nowNanos + settings.resendNanos();
        Set<NodeId> all = new HashSet<>(synod.acceptors());
        all.addAll(synod.learners());
        all.stream().sorted().forEach(each -> outbox.send(each, new Inquire()));
      }
    }

    @Override
    public void onReceived(PaxosInput.Received input) {
      input.message().accept(new Messages(input.from()));
    }

    @Override
    public void onPersisted(PaxosInput.Persisted input) {
      outbox.persisted(input.write());
    }
  }

  private final class Messages implements PaxosMessage.Handler {
    private final NodeId from;

    private Messages(NodeId from) {
      this.from = from;
    }

    @Override
    public void onAccepted(Accepted message) {
      if (chosen.isEmpty() && synod.acceptors().contains(from)) {
        Proposal<Bytes> vote = message.proposal();
        votes.merge(from, vote, Messages::later);
        if (synod.quorums().isPhase2Quorum(votersFor(vote.ballot()))) {
          learn(vote);
        }
      }
    }

    @Override
    public void onChosen(Chosen message) {
      learn(message.proposal());
    }

    @Override
    public void onInquire(Inquire message) {
      if (!from.equals(self)) {
        chosen.ifPresent(it -> outbox.send(from, new Chosen(it)));
      }
    }

    private static Proposal<Bytes> later(Proposal<Bytes> one, Proposal<Bytes> other) {
      return one.ballot().isAtLeast(other.ballot()) ? one : other;
    }

    private Set<NodeId> votersFor(Ballot ballot) {
      Set<NodeId> voters = new HashSet<>();
      votes.forEach(
          (voter, vote) -> {
            if (vote.ballot().equals(ballot)) {
              voters.add(voter);
            }
          });
      return voters;
    }
  }
}
