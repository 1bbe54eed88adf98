package io.troupe.protocols.paxos.register;

import io.troupe.protocols.paxos.AcceptorState;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.Proposal;
import java.util.ArrayList;
import java.util.List;

/**
 * What an acceptor holds for a key: its promise and its latest proposal, and beside them the
 * ballots that it accepted shortly before. Those are not needed to be safe; they let a proposer
 * know that its change, which came too late, was never accepted and can be tried again. Immutable.
 *
 * @param earlier accepted before the latest proposal, latest first: at most {@link #MAX_EARLIER}
 * @param forgotten up to this ballot it may have accepted others as well
 */
record HeldKey(AcceptorState<RegisterState> state, List<Ballot> earlier, Ballot forgotten) {
  static final int MAX_EARLIER = 4;

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
    List<Ballot> all = new ArrayList<>(earlier);
    all.add(0, state.lastAccepted().ballot());
    return all.size() <= MAX_EARLIER
        ? new HeldKey(next, all, forgotten)
        : new HeldKey(next, all.subList(0, MAX_EARLIER), all.get(MAX_EARLIER));
  }

  /** The same, of which is not known what it accepted before. */
  HeldKey ofUnknownPast() {
    return new HeldKey(state, List.of(), state.promised());
  }

  /** Whether it is certain that nothing was ever accepted under {@code ballot}. */
  boolean neverAccepted(Ballot ballot) {
    return ballot.isAbove(forgotten)
        && !ballot.equals(state.lastAccepted().ballot())
        && !earlier.contains(ballot);
  }

  /** What it is counted for, in bytes. */
  long sizeBytes(RegisterKey key) {
    RegisterState value =
        state.lastAccepted().proposal().map(Proposal::value).orElse(RegisterState.EMPTY);
    return RegisterMemory.sizeBytes(key, value);
  }
}
