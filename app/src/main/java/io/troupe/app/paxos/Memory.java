package io.troupe.app.paxos;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosMemory;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.PaxosOutput.PhaseChanged;
import io.troupe.protocols.paxos.Phase;
import io.troupe.protocols.paxos.Proposal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one node, from what its roles did: enough to say why they do what comes next.
 */
final class Memory {
  private final PaxosMemory journal = new PaxosMemory();
  private final Map<NodeId, LastAccepted<Bytes>> promises = new HashMap<>();
  private final Set<Words> said = new HashSet<>();
  private final Set<Words> heard = new HashSet<>();
  private Phase phase = Phase.IDLE;
  private Ballot attempt = Ballot.NONE;
  private Optional<Bytes> wanted = Optional.empty();
  private Optional<Bytes> learned = Optional.empty();

  /** What was said to or by a node. */
  private record Words(NodeId peer, PaxosMessage message) {}

  /** What its acceptor and proposer have in their journals. */
  PaxosMemory journal() {
    return journal;
  }

  Phase phase() {
    return phase;
  }

  /** What its proposer was asked for first. */
  Optional<Bytes> wanted() {
    return wanted;
  }

  /** What its learner knows to be chosen. */
  Optional<Bytes> learned() {
    return learned;
  }

  /** Whether nobody could tell its roles anything new. */
  boolean isDone() {
    return learned.isPresent() && (phase == Phase.IDLE || phase == Phase.DECIDED);
  }

  /** How many have promised its proposer the ballot of its attempt. */
  int promises() {
    return promises.size();
  }

  /** Of what they have accepted, the highest. */
  Optional<Proposal<Bytes>> found() {
    return promises.values().stream()
        .flatMap(last -> last.proposal().stream())
        .max((one, other) -> one.ballot().compareTo(other.ballot()));
  }

  /** Its proposer takes an input. */
  void proposerTakes(PaxosInput input) {
    if (input instanceof PaxosInput.Propose propose && wanted.isEmpty()) {
      wanted = Optional.of(propose.value());
    } else if (input instanceof PaxosInput.Received received
        && received.message() instanceof PaxosMessage.Promise promise
        && phase == Phase.PREPARING
        && promise.ballot().equals(attempt)) {
      promises.put(received.from(), promise.lastAccepted());
    }
  }

  void proposerEnters(PhaseChanged change) {
    phase = change.phase();
    attempt = change.ballot();
    if (phase == Phase.PREPARING) {
      promises.clear();
    }
  }

  void persists(PaxosEvent event) {
    journal.apply(event);
  }

  void learns(Bytes value) {
    learned = Optional.of(value);
  }

  void hears(NodeId from, PaxosMessage message) {
    heard.add(new Words(from, message));
  }

  boolean hasHeard(NodeId from, PaxosMessage message) {
    return heard.contains(new Words(from, message));
  }

  /** Whether it has not said this to {@code peer} before; it has, the next time. */
  boolean isNews(NodeId peer, PaxosMessage message) {
    return said.add(new Words(peer, message));
  }
}
