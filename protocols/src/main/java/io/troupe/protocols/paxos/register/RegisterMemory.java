package io.troupe.protocols.paxos.register;

import io.troupe.protocols.paxos.AcceptorState;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.ReservedRounds;
import io.troupe.protocols.paxos.register.RegisterEvent.Accepted;
import io.troupe.protocols.paxos.register.RegisterEvent.Erased;
import io.troupe.protocols.paxos.register.RegisterEvent.FloorRaised;
import io.troupe.protocols.paxos.register.RegisterEvent.Promised;
import io.troupe.protocols.paxos.register.RegisterEvent.RoundsReserved;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the roles of one node remember: the fold of their {@link RegisterEvent}s. For each key an
 * acceptor holds what it promised and accepted; for all keys that it does not hold, never did or
 * forgot, the {@link #floor}. Not thread-safe.
 *
 * <p><b>How a key is forgotten.</b> A deleted key still takes room: its tombstone must outvote the
 * value that was there. Getting rid of it takes three steps (§3.1), each of which prevents
 * something:
 *
 * <ol>
 *   <li>The tombstone is decided by a quorum like any other change. From then on the key is
 *       deleted.
 *   <li>The tombstone is decided once more, and now <em>every</em> acceptor must accept it. Else
 *       one that missed the deletion still held the old value when the others have forgotten, and a
 *       quorum of it and them would find nothing newer: the value would be back (P33).
 *   <li>Each acceptor forgets the key, if it still holds that very tombstone, and raises its floor
 *       to what it had promised for the key. It answers for keys that it does not hold as if it had
 *       promised the floor. Without that, a late {@code Accept} from before the deletion would be
 *       taken like the first message for a new key: the value would be back. And a proposer with
 *       small ballots could write below a tombstone that another acceptor still holds, and its
 *       write would be lost to that.
 * </ol>
 *
 * <p>The paper reaches the third aim otherwise: it visits every proposer, makes it forget what it
 * cached, use larger ballots and carry a larger "age", and has acceptors refuse younger ages. The
 * floor does that without visiting anybody, so a proposer that is down holds up no collection: a
 * proposer with small ballots, or with a cached state, is rejected once, and goes on above the
 * floor. The price is that rejection, and that a change which had been proposed by then ends with
 * an unknown outcome.
 */
public final class RegisterMemory {
  /** What a key is counted for, in bytes, beyond its characters and its value. */
  public static final int OVERHEAD_BYTES = 64;

  private final Fold fold = new Fold();
  private final SortedMap<RegisterKey, HeldKey> keys = new TreeMap<>();
  private Ballot floor = Ballot.NONE;
  private ReservedRounds rounds = ReservedRounds.NONE;
  private long totalBytes;

  /** The memory of a node that never ran. */
  public RegisterMemory() {}

  /** What is promised and accepted for {@code key}. */
  public AcceptorState<RegisterState> of(RegisterKey key) {
    return held(key).state();
  }

  /**
   * Whether it is certain that nothing was ever accepted for {@code key} under {@code ballot}; what
   * was accepted long ago may be forgotten.
   */
  public boolean neverAccepted(RegisterKey key, Ballot ballot) {
    return held(key).neverAccepted(ballot);
  }

  private HeldKey held(RegisterKey key) {
    HeldKey held = keys.get(key);
    return held == null ? HeldKey.absent(floor) : held;
  }

  /** Whether it holds {@code key}, if only as a promise or a tombstone. */
  public boolean holds(RegisterKey key) {
    return keys.containsKey(key);
  }

  /** How many keys it holds. */
  public int size() {
    return keys.size();
  }

  /** What all keys are counted for, in bytes. */
  public long totalBytes() {
    return totalBytes;
  }

  /** What is promised for every key that is not held. It never falls. */
  public Ballot floor() {
    return floor;
  }

  public ReservedRounds rounds() {
    return rounds;
  }

  /**
   * Takes the step that {@code event} records.
   *
   * @throws IllegalStateException if it does not fit: the journal is damaged
   */
  public void apply(RegisterEvent event) {
    event.accept(fold);
  }

  /**
   * The shortest journal that recovers to this memory, all but what it knows of earlier ballots:
   * see {@link #neverAccepted}.
   */
  public List<RegisterEvent> events() {
    List<RegisterEvent> events = new ArrayList<>();
    if (!rounds.equals(ReservedRounds.NONE)) {
      events.add(new RoundsReserved(rounds.incarnation(), rounds.upTo()));
    }
    keys.forEach(
        (key, held) ->
            events.add(
                held.state()
                    .lastAccepted()
                    .proposal()
                    .<RegisterEvent>map(it -> new Accepted(key, it, held.state().promised()))
                    .orElseGet(() -> new Promised(key, held.state().promised()))));
    if (!floor.equals(Ballot.NONE) || !keys.isEmpty()) {
      events.add(new FloorRaised(floor)); // last: keys may have been promised less
    }
    return events;
  }

  /** What {@code key} is counted for with {@code state}, in bytes. */
  static long sizeBytes(RegisterKey key, RegisterState state) {
    return OVERHEAD_BYTES + 2L * key.value().length() + state.sizeBytes();
  }

  private void put(RegisterKey key, HeldKey held) {
    HeldKey before = keys.put(key, held);
    totalBytes += held.sizeBytes(key) - (before == null ? 0 : before.sizeBytes(key));
  }

  @Override
  public String toString() {
    return keys + ", floor " + floor + ", " + rounds;
  }

  private final class Fold implements RegisterEvent.Handler {
    @Override
    public void onPromised(Promised event) {
      put(event.key(), held(event.key()).promising(event.ballot()));
    }

    @Override
    public void onAccepted(Accepted event) {
      put(event.key(), held(event.key()).accepting(event.proposal(), event.promised()));
    }

    @Override
    public void onErased(Erased event) {
      HeldKey held = keys.remove(event.key());
      if (held == null) {
        throw new IllegalStateException(event + ", which is not held");
      }
      totalBytes -= held.sizeBytes(event.key());
      floor = Ballot.max(floor, held.state().promised());
    }

    @Override
    public void onFloorRaised(FloorRaised event) {
      if (!event.floor().isAtLeast(floor)) {
        throw new IllegalStateException(event + " after floor " + floor);
      }
      floor = event.floor();
      keys.replaceAll((key, held) -> held.ofUnknownPast());
    }

    @Override
    public void onRoundsReserved(RoundsReserved event) {
      rounds = rounds.then(event.incarnation(), event.upTo());
    }
  }
}
