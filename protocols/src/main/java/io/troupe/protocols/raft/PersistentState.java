package io.troupe.protocols.raft;

import io.troupe.protocols.raft.LogEvent.FrameAppended;
import io.troupe.protocols.raft.LogEvent.LogCompacted;
import io.troupe.protocols.raft.LogEvent.SnapshotInstalled;
import io.troupe.protocols.raft.LogEvent.Started;
import io.troupe.protocols.raft.LogEvent.SuffixTruncated;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.LogEvent.VoteCast;
import io.troupe.protocols.raft.Vote.VotedFor;

/**
 * What a replica must not forget (Figure 2, "persistent state on all servers"): the fold of its
 * {@link LogEvent}s. Give the journal's events to {@link #apply} to recover it. Not thread-safe.
 */
public final class PersistentState {
  private final RaftLog log = new RaftLog();
  private final Fold fold = new Fold();
  private long term;
  private Vote vote = Vote.NOT_VOTED;
  private long incarnation;

  /** The state of a replica that never ran. */
  public PersistentState() {}

  /** The latest term seen (I6: it never falls). */
  public long term() {
    return term;
  }

  /** The vote given in {@link #term}. */
  public Vote vote() {
    return vote;
  }

  /** The latest incarnation; 0 before the first start. */
  public long incarnation() {
    return incarnation;
  }

  public RaftLog log() {
    return log;
  }

  /**
   * Takes the step that {@code event} records.
   *
   * @throws IllegalStateException if it does not fit the state: the journal is damaged
   */
  public void apply(LogEvent event) {
    event.accept(fold);
  }

  private void enter(long newTerm, Vote newVote, LogEvent event) {
    if (newTerm < term) {
      throw new IllegalStateException(event + " after term " + term);
    }
    if (newTerm == term && !vote.equals(newVote) && !vote.equals(Vote.NOT_VOTED)) {
      throw new IllegalStateException(event + " after " + vote + " in the same term");
    }
    term = newTerm;
    vote = newVote;
  }

  private void restate(long newTerm, Vote newVote, long newIncarnation) {
    boolean forgetsVote = newTerm == term && !newVote.equals(vote);
    if (newTerm < term || newIncarnation < incarnation || forgetsVote) {
      throw new IllegalStateException(
          String.format(
              "term %s, %s, incarnation %s restated after %s",
              newTerm, newVote, newIncarnation, this));
    }
    term = newTerm;
    vote = newVote;
    incarnation = newIncarnation;
  }

  @Override
  public String toString() {
    return "term " + term + " " + vote + " incarnation " + incarnation + " last " + log.last();
  }

  private final class Fold implements LogEvent.Handler {
    @Override
    public void onStarted(Started event) {
      if (event.incarnation() <= incarnation) {
        throw new IllegalStateException(event + " after incarnation " + incarnation);
      }
      incarnation = event.incarnation();
    }

    @Override
    public void onTermStarted(TermStarted event) {
      enter(event.term(), Vote.NOT_VOTED, event);
    }

    @Override
    public void onVoteCast(VoteCast event) {
      enter(event.term(), new VotedFor(event.candidate()), event);
    }

    @Override
    public void onFrameAppended(FrameAppended event) {
      log.append(event.frame());
    }

    @Override
    public void onSuffixTruncated(SuffixTruncated event) {
      log.truncateFrom(event.fromIndex());
    }

    @Override
    public void onLogCompacted(LogCompacted event) {
      restate(event.term(), event.vote(), event.incarnation());
      log.compact(event.snapshot(), event.start());
    }

    @Override
    public void onSnapshotInstalled(SnapshotInstalled event) {
      restate(event.term(), event.vote(), event.incarnation());
      log.replaceBy(event.snapshot());
    }
  }
}
