package io.troupe.actors.wire;

import static io.troupe.actors.wire.Samples.bytes;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.Proposal;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterKey;
import io.troupe.protocols.paxos.register.RegisterMessage;
import io.troupe.protocols.paxos.register.RegisterState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One value for everything that the roles of Paxos can say or remember. */
final class PaxosSamples {
  private static final GroupId NAME = new GroupId("seats");
  private static final Ballot LOW = new Ballot(6, new NodeId("node-2"), 1_700_000_000_001L);
  private static final Ballot HIGH = new Ballot(7, new NodeId("node-3"), 1_700_000_000_002L);
  private static final Proposal<Bytes> PROPOSAL = new Proposal<>(LOW, bytes("12A"));
  private static final RegisterKey KEY = new RegisterKey("Sitz 上");
  private static final Proposal<RegisterState> STATE =
      new Proposal<>(LOW, RegisterState.of(bytes("taken")));
  private static final Proposal<RegisterState> TOMBSTONE = new Proposal<>(LOW, RegisterState.EMPTY);
  private static final Proposal<RegisterState> NO_BYTES =
      new Proposal<>(LOW, RegisterState.of(Bytes.EMPTY));

  private PaxosSamples() {}

  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    messages()
        .forEach(
            (name, message) -> all.put(name, Samples.inEnvelope(new PaxosItem(NAME, message))));
    registerMessages()
        .forEach(
            (name, message) -> all.put(name, Samples.inEnvelope(new RegisterItem(NAME, message))));
    all.put("PaxosEvent-Promised", new PaxosEvent.Promised(LOW));
    all.put("PaxosEvent-Accepted", new PaxosEvent.Accepted(PROPOSAL));
    all.put("PaxosEvent-RoundsReserved", new PaxosEvent.RoundsReserved(1_700_000_000_001L, 8));
    all.put("RegisterEvent-Promised", new RegisterEvent.Promised(KEY, LOW));
    all.put("RegisterEvent-Accepted", new RegisterEvent.Accepted(KEY, STATE, HIGH));
    all.put("RegisterEvent-Accepted-empty", new RegisterEvent.Accepted(KEY, TOMBSTONE, LOW));
    all.put("RegisterEvent-Erased", new RegisterEvent.Erased(KEY));
    all.put("RegisterEvent-FloorRaised", new RegisterEvent.FloorRaised(HIGH));
    all.put("RegisterEvent-FloorRaised-none", new RegisterEvent.FloorRaised(Ballot.NONE));
    all.put(
        "RegisterEvent-RoundsReserved", new RegisterEvent.RoundsReserved(1_700_000_000_001L, 1008));
    all.put(
        "RegisterRestated",
        new RegisterRestated(
            2,
            true,
            List.of(
                new RegisterEvent.Promised(KEY, HIGH),
                new RegisterEvent.Accepted(KEY, STATE, HIGH),
                new RegisterEvent.FloorRaised(LOW))));
    all.put("RegisterRestated-first", new RegisterRestated(1, false, List.of()));
    return all;
  }

  private static Map<String, PaxosMessage> messages() {
    Map<String, PaxosMessage> messages = new LinkedHashMap<>();
    messages.put("Paxos-Prepare", new PaxosMessage.Prepare(LOW));
    messages.put("Paxos-Promise", new PaxosMessage.Promise(HIGH, PROPOSAL));
    messages.put("Paxos-Promise-nothing", new PaxosMessage.Promise(LOW, LastAccepted.nothing()));
    messages.put("Paxos-Accept", new PaxosMessage.Accept(PROPOSAL));
    messages.put("Paxos-Accepted", new PaxosMessage.Accepted(PROPOSAL));
    messages.put("Paxos-Rejected", new PaxosMessage.Rejected(LOW, HIGH));
    messages.put("Paxos-Chosen", new PaxosMessage.Chosen(PROPOSAL));
    messages.put("Paxos-Inquire", new PaxosMessage.Inquire());
    return messages;
  }

  private static Map<String, RegisterMessage> registerMessages() {
    Map<String, RegisterMessage> messages = new LinkedHashMap<>();
    messages.put("Register-Prepare", new RegisterMessage.Prepare(KEY, LOW));
    messages.put("Register-Promise", new RegisterMessage.Promise(KEY, HIGH, STATE));
    messages.put("Register-Promise-empty", new RegisterMessage.Promise(KEY, HIGH, TOMBSTONE));
    messages.put("Register-Promise-no-bytes", new RegisterMessage.Promise(KEY, HIGH, NO_BYTES));
    messages.put(
        "Register-Promise-nothing", new RegisterMessage.Promise(KEY, LOW, LastAccepted.nothing()));
    messages.put("Register-Accept", new RegisterMessage.Accept(KEY, STATE, HIGH));
    messages.put("Register-Accept-empty", new RegisterMessage.Accept(KEY, TOMBSTONE, LOW));
    messages.put("Register-Accepted", new RegisterMessage.Accepted(KEY, LOW));
    messages.put("Register-Rejected", new RegisterMessage.Rejected(KEY, LOW, HIGH, true));
    messages.put("Register-Refused", new RegisterMessage.Refused(KEY, LOW));
    messages.put("Register-Erase", new RegisterMessage.Erase(KEY, LOW));
    messages.put("Register-Erased", new RegisterMessage.Erased(KEY, LOW));
    return messages;
  }
}
