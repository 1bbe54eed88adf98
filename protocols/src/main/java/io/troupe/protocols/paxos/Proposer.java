package io.troupe.protocols.paxos;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosMessage.Accept;
import io.troupe.protocols.paxos.PaxosMessage.Accepted;
import io.troupe.protocols.paxos.PaxosMessage.Chosen;
import io.troupe.protocols.paxos.PaxosMessage.Prepare;
import io.troupe.protocols.paxos.PaxosMessage.Promise;
import io.troupe.protocols.paxos.PaxosMessage.Rejected;
import io.troupe.protocols.paxos.PaxosOutput.Decided;
import io.troupe.protocols.paxos.PaxosOutput.PhaseChanged;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A proposer of one decision (§2.2). It tries until a value is chosen, and says which: its own, or
 * the one that it found. It asks all acceptors, not just enough of them (P17), and those that have
 * not answered again; a late answer to an earlier ballot counts for nothing (P2).
 *
 * <p>Once so many have rejected its ballot that no quorum is left, or one has and the others do not
 * answer, it gives the ballot up and waits a random time ({@link Backoff}).
 *
 * <p>Not thread-safe.
 */
public final class Proposer {
  private final Synod synod;
  private final ProposerSettings settings;
  private final Backoff backoff;
  private final Rounds rounds;
  private final Outbox<PaxosEvent, PaxosMessage, PaxosOutput> outbox =
      new Outbox<>(PaxosOutput.Persist::new, PaxosOutput.Send::new);
  private Phase phase = Phase.IDLE;
  private Ballot ballot = Ballot.NONE;
  private Ballot seen = Ballot.NONE;
  private Optional<Bytes> wanted = Optional.empty();
  private Promises<Bytes> promises = new Promises<>();
  private Optional<Proposal<Bytes>> proposal = Optional.empty();
  private Optional<Proposal<Bytes>> chosen = Optional.empty();
  private final Set<NodeId> accepted = new HashSet<>();
  private final Set<NodeId> rejected = new HashSet<>();
  private long wakeAtNanos = Long.MAX_VALUE;

  /**
   * A proposer in a new life.
   *
   * @param reserved what it remembered: {@link PaxosMemory#rounds}
   * @param incarnation of this life: larger than that of any earlier one, even on another disk
   * @param random draws the pauses
   */
  public Proposer(
      NodeId self,
      Synod synod,
      ProposerSettings settings,
      ReservedRounds reserved,
      long incarnation,
      RandomGenerator random) {
    this.synod = synod;
    this.settings = settings;
    this.backoff = new Backoff(settings.minBackoffNanos(), settings.maxBackoffNanos(), random);
    this.rounds =
        new Rounds(
            self,
            reserved,
            incarnation,
            settings.reservedRounds(),
            (life, upTo) -> outbox.persist(new PaxosEvent.RoundsReserved(life, upTo)));
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

  public Phase phase() {
    return phase;
  }

  /** The ballot of the latest attempt; {@link Ballot#NONE} before the first. */
  public Ballot ballot() {
    return ballot;
  }

  /** What is chosen, if it knows. */
  public Optional<Proposal<Bytes>> chosen() {
    return chosen;
  }

  private void enter(Phase next, String why) {
    phase = next;
    outbox.emit(new PhaseChanged(next, ballot, why));
  }

  /** Phase 1(a): a new ballot, and everybody is asked for a promise. */
  private void prepare(String why, long nowNanos) {
    Optional<Ballot> next = rounds.next(seen);
    if (next.isEmpty()) {
      wakeAtNanos = Long.MAX_VALUE;
      enter(Phase.EXHAUSTED, "no ballot is above " + seen);
      outbox.emit(new PaxosOutput.Exhausted(seen));
      return;
    }
    ballot = next.get();
    promises = new Promises<>();
    proposal = Optional.empty();
    accepted.clear();
    rejected.clear();
    wakeAtNanos = nowNanos + settings.resendNanos();
    enter(Phase.PREPARING, why);
    ask();
  }

  /** Phase 2(a): the value of the highest proposal that was found, or else any (P2c). */
  private void propose(long nowNanos) {
    Optional<Proposal<Bytes>> found = promises.highest().proposal();
    Bytes value = found.map(Proposal::value).orElseGet(wanted::orElseThrow);
    proposal = Optional.of(new Proposal<>(ballot, value));
    rejected.clear();
    wakeAtNanos = nowNanos + settings.resendNanos();
    String why = found.map(it -> "goes on with " + it).orElse("free to propose its own value");
    enter(Phase.ACCEPTING, promises.count() + " promised: " + why);
    ask();
  }

  /** Asks everybody who has not answered yet what the phase asks. */
  private void ask() {
    for (NodeId acceptor : synod.acceptors()) {
      if (phase == Phase.PREPARING && !promises.isFrom(acceptor)) {
        outbox.send(acceptor, new Prepare(ballot));
      } else if (phase == Phase.ACCEPTING && !accepted.contains(acceptor)) {
        outbox.send(acceptor, new Accept(proposal.orElseThrow()));
      }
    }
  }

  private void backOff(String why, long nowNanos) {
    wakeAtNanos = nowNanos + backoff.nextNanos();
    enter(Phase.BACKING_OFF, why);
  }

  private void decide(Proposal<Bytes> decided, String why) {
    if (chosen.isPresent()) {
      if (!chosen.get().value().equals(decided.value())) {
        throw new IllegalStateException(decided + " is chosen after " + chosen.get());
      }
      return;
    }
    chosen = Optional.of(decided);
    wakeAtNanos = Long.MAX_VALUE;
    enter(Phase.DECIDED, why);
    if (wanted.isPresent()) {
      outbox.emit(new Decided(decided));
    }
  }

  /** Whether the acceptors that have not rejected the ballot are too few for the phase. */
  private boolean isHopeless() {
    List<NodeId> left =
        synod.acceptors().stream().filter(acceptor -> !rejected.contains(acceptor)).toList();
    return phase == Phase.PREPARING
        ? !synod.quorums().isPhase1Quorum(left)
        : !synod.quorums().isPhase2Quorum(left);
  }

  private final class Inputs implements PaxosInput.Handler {
    private final long nowNanos;

    private Inputs(long nowNanos) {
      this.nowNanos = nowNanos;
    }

    @Override
    public void onTick() {
      if (nowNanos < wakeAtNanos) {
        return;
      }
      switch (phase) {
        case BACKING_OFF -> prepare("tries again", nowNanos);
        case PREPARING, ACCEPTING -> {
          if (rejected.isEmpty()) {
            wakeAtNanos = nowNanos + settings.resendNanos();
            if (outbox.isDurable()) {
              ask();
            }
          } else {
            backOff("some reject it, too few of the others answer", nowNanos);
          }
        }
        case IDLE, DECIDED, EXHAUSTED -> wakeAtNanos = Long.MAX_VALUE;
      }
    }

    @Override
    public void onReceived(PaxosInput.Received input) {
      input.message().accept(new Messages(input.from(), nowNanos));
    }

    @Override
    public void onPersisted(PaxosInput.Persisted input) {
      outbox.persisted(input.write());
    }

    @Override
    public void onPropose(PaxosInput.Propose input) {
      if (wanted.isEmpty()) {
        wanted = Optional.of(input.value());
      }
      if (chosen.isPresent()) {
        outbox.emit(new Decided(chosen.get()));
      } else if (phase == Phase.IDLE) {
        prepare("was asked to", nowNanos);
      } else if (phase == Phase.EXHAUSTED) {
        outbox.emit(new PaxosOutput.Exhausted(seen));
      }
    }
  }

  private final class Messages implements PaxosMessage.Handler {
    private final NodeId from;
    private final long nowNanos;

    private Messages(NodeId from, long nowNanos) {
      this.from = from;
      this.nowNanos = nowNanos;
    }

    @Override
    public void onPromise(Promise message) {
      if (phase == Phase.PREPARING && isOfThisAttempt(message.ballot())) {
        promises.add(from, message.lastAccepted());
        rejected.remove(from);
        if (promises.isQuorumOf(synod.quorums())) {
          propose(nowNanos);
        }
      }
    }

    @Override
    public void onAccepted(Accepted message) {
      if (phase == Phase.ACCEPTING && isOfThisAttempt(message.proposal().ballot())) {
        accepted.add(from);
        rejected.remove(from);
        if (synod.quorums().isPhase2Quorum(accepted)) {
          decide(message.proposal(), accepted.size() + " accepted");
          synod.learners().forEach(each -> outbox.send(each, new Chosen(message.proposal())));
        }
      }
    }

    @Override
    public void onRejected(Rejected message) {
      seen = Ballot.max(seen, message.promised());
      boolean waits = phase == Phase.PREPARING || phase == Phase.ACCEPTING;
      if (waits && isOfThisAttempt(message.ballot()) && !hasGranted()) {
        rejected.add(from);
        if (isHopeless()) {
          backOff("rejected by " + rejected.size() + " for " + message.promised(), nowNanos);
        }
      }
    }

    @Override
    public void onChosen(Chosen message) {
      decide(message.proposal(), "is told by " + from);
    }

    private boolean isOfThisAttempt(Ballot of) {
      return of.equals(ballot) && synod.acceptors().contains(from);
    }

    /** Then only a repeated request was rejected, and what was granted still counts. */
    private boolean hasGranted() {
      return phase == Phase.ACCEPTING ? accepted.contains(from) : promises.isFrom(from);
    }
  }
}
