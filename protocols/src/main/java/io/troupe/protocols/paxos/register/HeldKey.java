package io.troupe.protocols.paxos.register;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.AcceptorState;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.Proposal;
import java.util.ArrayList;
import java.util.List;

/**
 * What an acceptor holds for a key: its promise and its latest proposal, and beside them the latest
 * ballots that it accepted of other proposers. Those are not needed to be safe; they let a proposer
 * know that its change, which came too late, was never accepted and can be tried again. Immutable.
 *
 * @param earlier accepted before the latest proposal, one of each other proposer and of each its
 *     latest, latest first: at most {@link #MAX_EARLIER}
 * @param forgotten up to this ballot it may have accepted others as well
 */
record HeldKey(AcceptorState<RegisterState> state, List<Ballot> earlier, Ballot forgotten) {
  static final int MAX_EARLIER = 8;

  HeldKey {
    earlier = List.copyOf(earlier);
  }

  /** A key that is not held: nothing is known but the floor. */
  static HeldKey absent(Ballot floor) {
    return new HeldKey(new AcceptorState<>(floor, LastAccepted.nothing()), List.of(), floor);
  }

  HeldKey promising(Ballot ballot) {
    return new HeldKey(state.promising(ballot), earlier, forgotten);
  }

  HeldKey accepting(Proposal<RegisterState> proposal, Ballot promised) {
    AcceptorState<RegisterState> next = state.accepting(proposal).promising(promised);
    if (state.lastAccepted().proposal().isEmpty()) {
      return new HeldKey(next, earlier, forgotten);
    }
    Ballot before = state.lastAccepted().ballot();
    NodeId proposer = proposal.ballot().node();
    List<Ballot> others = new ArrayList<>();
    if (!before.node().equals(proposer)) {
      others.add(before);
    }
    for (Ballot each : earlier) {
      if (!each.node().equals(proposer) && !each.node().equals(before.node())) {
        others.add(each);
      }
    }
    return others.size() <= MAX_EARLIER
        ? new HeldKey(next, others, forgotten)
        : new HeldKey(
            next, others.subList(0, MAX_EARLIER), Ballot.max(forgotten, others.get(MAX_EARLIER)));
  }

  /** The same, of which is not known what it accepted before. */
  HeldKey ofUnknownPast() {
    return new HeldKey(state, List.of(), state.promised());
  }

  /**
   * Whether it is certain that nothing was ever accepted under {@code ballot}. Of each proposer it
   * knows the largest ballot that it accepted, or has forgotten it, which is then not above {@code
   * forgotten}.
   */
  boolean neverAccepted(Ballot ballot) {
    return ballot.isAbove(forgotten)
        && isNewOf(ballot, state.lastAccepted().ballot())
        && earlier.stream().allMatch(each -> isNewOf(ballot, each));
  }

  private static boolean isNewOf(Ballot ballot, Ballot accepted) {
    return !ballot.node().equals(accepted.node()) || ballot.isAbove(accepted);
  }

  /** What it is counted for, in bytes. */
  long sizeBytes(RegisterKey key) {
    RegisterState value =
        state.lastAccepted().proposal().map(Proposal::value).orElse(RegisterState.EMPTY);
    return RegisterMemory.sizeBytes(key, value);
  }
}
