package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The requests that one life of a node has taken and not answered. */
final class ClientLedger {
  private record Proposal(long id, long term) {}

  private final RaftNode node;
  private final RaftClients clients;
  private final NavigableMap<Long, Proposal> proposals = new TreeMap<>();
  private final Map<Long, Long> readFloors = new LinkedHashMap<>();

  ClientLedger(RaftNode node, RaftClients clients) {
    this.node = node;
    this.clients = clients;
  }

  boolean isEmpty() {
    return proposals.isEmpty() && readFloors.isEmpty();
  }

  void appended(long id, long term, long firstIndex) {
    proposals.put(firstIndex, new Proposal(id, term));
  }

  void applied(Frame frame, long answer) {
    Proposal proposal = proposals.remove(frame.firstIndex());
    if (proposal != null && proposal.term == frame.term()) {
      clients.acknowledged(node, proposal.id, frame.lastIndex(), answer);
    } else if (proposal != null) {
      clients.outcomeUnknown();
    }
  }

  /** The machine jumped to {@code index}: who waits for less will never see it applied here. */
  void skippedTo(long index) {
    forget(proposals.headMap(index, true));
  }

  /** The log lost its entries from {@code index} on; other logs may keep them. */
  void truncatedFrom(long index) {
    forget(proposals.tailMap(index, true));
  }

  void reading(long id, long floor) {
    readFloors.put(id, floor);
  }

  void readReady(long id, ListMachine machine) {
    long floor = takeRead(id);
    clients.readServed(node, id, machine, floor);
  }

  void readRefused(long id) {
    takeRead(id);
    clients.readRefused(id);
  }

  void died() {
    forget(proposals);
    readFloors.clear();
  }

  private long takeRead(long id) {
    Long floor = readFloors.remove(id);
    if (floor == null) {
      throw new IllegalStateException("read " + id + " was answered twice, or never asked");
    }
    return floor;
  }

  private void forget(Map<Long, Proposal> lost) {
    for (int i = 0; i < lost.size(); i++) {
      clients.outcomeUnknown();
    }
    lost.clear();
  }

  @Override
  public String toString() {
    return proposals.size() + " proposals and " + readFloors.size() + " reads without an answer";
  }
}
