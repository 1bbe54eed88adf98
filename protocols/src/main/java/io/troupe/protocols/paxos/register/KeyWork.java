package io.troupe.protocols.paxos.register;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Backoff;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.Promises;
import io.troupe.protocols.paxos.Proposal;
import io.troupe.protocols.paxos.register.RegisterMessage.Accept;
import io.troupe.protocols.paxos.register.RegisterMessage.Erase;
import io.troupe.protocols.paxos.register.RegisterMessage.Prepare;
import io.troupe.protocols.paxos.register.RegisterOutcome.Committed;
import io.troupe.protocols.paxos.register.RegisterOutcome.Reason;
import io.troupe.protocols.paxos.register.RegisterOutcome.Rejected;
import io.troupe.protocols.paxos.register.RegisterOutcome.Unknown;
import io.troupe.protocols.paxos.register.Task.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A proposer's work on one request for one key, attempt after attempt (§2.2). Phase 1 finds the
 * state, the change is applied to it, phase 2 has the result accepted; with a promise in hand from
 * the last time, phase 1 is left out (§2.2.1).
 */
final class KeyWork {
  /** Pauses after which rounds are left out; one more doubles how many. */
  private static final int PAUSES_BEFORE_SKIPPING = 6;

  private static final int MIN_SKIPPED = 64;
  private static final int MAX_DOUBLINGS = 4;

  private final ProposerContext context;
  private final RegisterKey key;
  private final Task task;
  private final Backoff backoff;
  private RegisterPhase phase = RegisterPhase.BACKING_OFF;
  private Ballot ballot = Ballot.NONE;
  private Ballot next = Ballot.NONE;
  private Promises<RegisterState> promises = new Promises<>();
  private Step step = new Step(RegisterState.EMPTY, RegisterState.EMPTY);
  private final Set<NodeId> granted = new HashSet<>();
  private final Set<NodeId> rejected = new HashSet<>();
  private final Set<NodeId> refused = new HashSet<>();
  private long dueNanos;
  private int backOffs;

  /** Whether a request waits that a collection must not hold up. */
  private boolean wanted;

  /** Whether the phase lasts for so long that it has asked again. */
  private boolean isSlow;

  KeyWork(ProposerContext context, RegisterKey key, Task task) {
    this.context = context;
    this.key = key;
    this.task = task;
    this.backoff = context.backoff();
  }

  /** By when {@link #tick} is due. */
  long wakeAtNanos() {
    return Math.min(dueNanos, task.deadlineNanos);
  }

  boolean isFinished() {
    return phase == RegisterPhase.FINISHED;
  }

  void start(long nowNanos) {
    Optional<Sticky.Promised> promised = context.sticky.take(key);
    if (promised.isPresent() && !task.collects) {
      ballot = promised.get().next();
      propose(new Proposal<>(ballot, promised.get().state()), "has a promise", nowNanos);
    } else {
      prepare("was asked to", nowNanos);
    }
  }

  void tick(long nowNanos) {
    if (nowNanos >= task.deadlineNanos) {
      giveUp(Reason.TIMED_OUT, "too few have answered in time");
    } else if (nowNanos < dueNanos) {
      return;
    } else if (phase == RegisterPhase.BACKING_OFF) {
      prepare("tries again", nowNanos);
    } else if (rejected.isEmpty()) {
      isSlow = true;
      if (makesWay()) {
        return;
      }
      dueNanos = nowNanos + context.settings.proposer().resendNanos();
      if (context.outbox.isDurable()) {
        ask();
      }
    } else {
      backOff("some reject it, too few of the others answer", nowNanos);
    }
  }

  /**
   * A request for the key waits. A collection takes every acceptor, of which one may be away for
   * long; so once it had to ask again, or to back off, it makes way. That is as if its proposer had
   * died: the tombstone stays wherever it is not forgotten yet, and can be collected later.
   */
  void wanted() {
    wanted = true;
    if (!isFinished()) {
      makesWay();
    }
  }

  private boolean makesWay() {
    boolean makesWay = task.collects && wanted && (isSlow || phase == RegisterPhase.BACKING_OFF);
    if (makesWay) {
      giveUp(Reason.TIMED_OUT, "makes way for a request, as not every acceptor answers");
    }
    return makesWay;
  }

  void promised(NodeId from, RegisterMessage.Promise message, long nowNanos) {
    if (phase == RegisterPhase.PREPARING && isOfThisAttempt(from, message.ballot())) {
      promises.add(from, message.lastAccepted());
      grantedBy(from);
      if (promises.isQuorumOf(context.quorums)) {
        proceed(promises.highest(), nowNanos);
      }
    }
  }

  void accepted(NodeId from, RegisterMessage.Accepted message, long nowNanos) {
    if (phase == RegisterPhase.ACCEPTING && isOfThisAttempt(from, message.ballot())) {
      grantedBy(from);
      if (isErasable() && granted.size() == context.quorums.acceptors().size()) {
        erase(nowNanos);
      } else if (!isErasable() && context.quorums.isPhase2Quorum(granted)) {
        commit();
      }
    }
  }

  void erased(NodeId from, RegisterMessage.Erased message) {
    if (phase == RegisterPhase.ERASING && isOfThisAttempt(from, message.ballot())) {
      grantedBy(from);
      if (granted.size() == context.quorums.acceptors().size()) {
        finish(new Committed(step.before(), step.after()), "all have forgotten it");
      }
    }
  }

  void rejected(NodeId from, RegisterMessage.Rejected message, long nowNanos) {
    task.rejectedBy(from, message, context.quorums.acceptors());
    if (isWaiting() && isOfThisAttempt(from, message.ballot()) && !granted.contains(from)) {
      rejected.add(from);
      if (isHopeless()) {
        backOff("rejected by " + rejected.size() + " for " + message.promised(), nowNanos);
      }
    }
  }

  void refused(NodeId from, RegisterMessage.Refused message) {
    if (isWaiting() && isOfThisAttempt(from, message.ballot()) && !granted.contains(from)) {
      refused.add(from);
      if (isHopeless()) {
        giveUp(Reason.FULL, "no room at " + refused);
      }
    }
  }

  private void prepare(String why, long nowNanos) {
    Optional<Ballot> fresh = context.nextBallot(skippedRounds());
    if (fresh.isEmpty()) {
      giveUp(Reason.EXHAUSTED, "no ballots are left");
      return;
    }
    ballot = fresh.get();
    promises = new Promises<>();
    enter(RegisterPhase.PREPARING, why, nowNanos);
    ask();
  }

  /**
   * While this proposer paused, another that changes the key again and again went on by a round for
   * each change. What this one knows is old by then, and the next round would be rejected too,
   * after a longer pause, and so on until the request times out. So it leaves some out in the end:
   * not at once, as to overrule somebody in the middle of a change may leave that unknown.
   */
  private int skippedRounds() {
    int more = backOffs - PAUSES_BEFORE_SKIPPING;
    return more < 0 ? 0 : MIN_SKIPPED << Math.min(more, MAX_DOUBLINGS);
  }

  /** Finishes what it began itself, or applies the change to what was found. */
  private void proceed(LastAccepted<RegisterState> found, long nowNanos) {
    Optional<Step> own = task.unfinished(found);
    if (own.isPresent()) {
      accept(own.get(), "finishes what it began under " + found.ballot(), nowNanos);
    } else if (task.isObscuredBy(found)) {
      giveUp(Reason.TIMED_OUT, "another change came between its attempts");
    } else {
      propose(found, "found " + found, nowNanos);
    }
  }

  private void propose(LastAccepted<RegisterState> found, String why, long nowNanos) {
    RegisterState before = found.proposal().map(Proposal::value).orElse(RegisterState.EMPTY);
    RegisterState after;
    try {
      after = task.change.apply(before);
    } catch (RuntimeException thrown) {
      giveUp(Reason.FAILED, "the change threw " + thrown);
      return;
    }
    if (after.sizeBytes() > context.settings.maxValueBytes()) {
      giveUp(
          Reason.TOO_LARGE,
          after.sizeBytes()
              + " bytes; at most "
              + context.settings.maxValueBytes()
              + " are allowed");
      return;
    }
    accept(new Step(before, after), why, nowNanos);
  }

  private void accept(Step proposed, String why, long nowNanos) {
    step = proposed;
    task.proposing(ballot, proposed);
    next = context.sticky.isOff() || task.collects ? ballot : context.nextBallot().orElse(ballot);
    enter(RegisterPhase.ACCEPTING, why, nowNanos);
    ask();
  }

  private void commit() {
    if (next.isAbove(ballot) && context.quorums.isPhase1Quorum(granted)) {
      context.sticky.put(key, new Sticky.Promised(next, step.after()));
    }
    finish(new Committed(step.before(), step.after()), granted.size() + " accepted");
  }

  private void erase(long nowNanos) {
    enter(RegisterPhase.ERASING, "all hold the tombstone", nowNanos);
    ask();
  }

  private void backOff(String why, long nowNanos) {
    enter(RegisterPhase.BACKING_OFF, why, nowNanos);
    backOffs++;
    dueNanos = nowNanos + backoff.nextNanos();
    makesWay();
  }

  /** The request ends without success: whether it had an effect may be known or not. */
  private void giveUp(Reason reason, String why) {
    finish(task.isHarmless() ? new Rejected(reason, why) : new Unknown(why), why);
  }

  private void finish(RegisterOutcome outcome, String why) {
    enter(RegisterPhase.FINISHED, why, 0);
    context.outbox.emit(new RegisterOutput.Finished(task.id, key, outcome));
  }

  private void enter(RegisterPhase entered, String why, long nowNanos) {
    phase = entered;
    granted.clear();
    rejected.clear();
    refused.clear();
    isSlow = false;
    dueNanos = nowNanos + context.settings.proposer().resendNanos();
    context.outbox.emit(new RegisterOutput.PhaseChanged(key, entered, ballot, why));
  }

  /** Asks everybody who has not granted yet what the phase asks. */
  private void ask() {
    RegisterMessage message =
        switch (phase) {
          case PREPARING -> new Prepare(key, ballot);
          case ACCEPTING -> new Accept(key, new Proposal<>(ballot, step.after()), next);
          case ERASING -> new Erase(key, ballot);
          case BACKING_OFF, FINISHED -> throw new IllegalStateException("asks while " + phase);
        };
    for (NodeId acceptor : context.quorums.acceptors()) {
      if (!granted.contains(acceptor)) {
        context.outbox.send(acceptor, message);
      }
    }
  }

  /** Whether it has a tombstone accepted in order to have it forgotten. */
  private boolean isErasable() {
    return task.collects && step.after().value().isEmpty();
  }

  private boolean isWaiting() {
    return phase == RegisterPhase.PREPARING || phase == RegisterPhase.ACCEPTING;
  }

  private boolean isOfThisAttempt(NodeId from, Ballot of) {
    return of.equals(ballot) && context.quorums.acceptors().contains(from);
  }

  private void grantedBy(NodeId from) {
    granted.add(from);
    rejected.remove(from);
    refused.remove(from);
  }

  /** Whether those who have not said no are too few for the phase. */
  private boolean isHopeless() {
    List<NodeId> all = context.quorums.acceptors();
    List<NodeId> left =
        all.stream().filter(it -> !rejected.contains(it) && !refused.contains(it)).toList();
    if (phase == RegisterPhase.PREPARING) {
      return !context.quorums.isPhase1Quorum(left);
    }
    return isErasable() ? left.size() < all.size() : !context.quorums.isPhase2Quorum(left);
  }
}
