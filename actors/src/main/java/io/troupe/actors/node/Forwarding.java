package io.troupe.actors.node;

import io.troupe.actors.Codec;
import io.troupe.actors.Outcome.Reason;
import io.troupe.actors.wire.CarriedOutcome;
import io.troupe.actors.wire.ClientRequest;
import io.troupe.actors.wire.ClientRequest.Kind;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Requests that this replica cannot serve itself: held while no leader is known, forwarded to it
 * when one is. How many there can be is bounded where they enter, see {@link Admission}.
 */
final class Forwarding {
  private final GroupId group;
  private final Codec<Object> queries;
  private final ActorRef<GatewayCommand> gateway;
  private final int maxBytes;
  private final long timeoutNanos;
  private final ArrayDeque<Request> held = new ArrayDeque<>();
  private final Map<Long, Forwarded> forwarded = new LinkedHashMap<>();
  private long lastId;

  /**
   * @param maxBytes of a command or a query
   * @param firstId larger than any id used in an earlier life of this node
   */
  Forwarding(
      GroupId group,
      Codec<Object> queries,
      ActorRef<GatewayCommand> gateway,
      int maxBytes,
      long timeoutNanos,
      long firstId) {
    this.group = group;
    this.queries = queries;
    this.gateway = gateway;
    this.maxBytes = maxBytes;
    this.timeoutNanos = timeoutNanos;
    this.lastId = firstId;
  }

  /** Keeps a request that is in no log until there is someone to give it to. */
  void hold(Request request) {
    held.add(request);
  }

  boolean hasHeld() {
    return !held.isEmpty();
  }

  void forward(Request request, NodeId leader) {
    Bytes encoded;
    try {
      encoded =
          request instanceof Request.Read read
              ? Bytes.wrap(queries.encode(read.query()))
              : ((Request.Write) request).command();
    } catch (RuntimeException thrown) {
      request.replyTo().unknown("the codec cannot encode the query: " + thrown);
      return;
    }
    if (encoded.size() > maxBytes) {
      String message = "the query takes " + encoded.size() + " bytes; the limit is " + maxBytes;
      request.replyTo().rejected(Reason.TOO_LARGE, message, none());
      return;
    }
    long id = ++lastId;
    forwarded.put(id, new Forwarded(request, leader));
    Kind kind = request instanceof Request.Read ? Kind.READ : Kind.WRITE;
    gateway.tell(new GatewayCommand.Send(leader, new ClientRequest(id, group, kind, encoded)));
  }

  /** Gives up what went to another than {@code leader} before. */
  void onLeader(NodeId leader) {
    for (Iterator<Forwarded> all = forwarded.values().iterator(); all.hasNext(); ) {
      Forwarded next = all.next();
      if (!next.leader.equals(leader)) {
        all.remove();
        giveUp(next.request, "the leader changed from " + next.leader + " to " + leader);
      }
    }
  }

  /** Gives what is held to {@code leader}. */
  void forwardHeld(NodeId leader) {
    takeHeld().forEach(request -> forward(request, leader));
  }

  /** All that is held: this replica leads now, or tries again. */
  List<Request> takeHeld() {
    List<Request> all = new ArrayList<>(held);
    held.clear();
    return all;
  }

  void onReply(long id, CarriedOutcome outcome) {
    Forwarded known = forwarded.remove(id);
    if (known == null) {
      return; // given up already
    }
    outcome.match(
        committed -> {
          known.request.replyTo().committedEncoded(committed.reply(), committed.index());
          return Done.getInstance();
        },
        rejected -> {
          onRejected(known.request, rejected);
          return Done.getInstance();
        },
        unknown -> {
          known.request.replyTo().unknown(unknown.text());
          return Done.getInstance();
        });
  }

  /** Whoever does not lead, or not any more, cannot say more than: not here. */
  private void onRejected(Request request, CarriedOutcome.Rejected rejected) {
    switch (rejected.reason()) {
      case OVERLOADED -> request.replyTo().rejected(Reason.OVERLOADED, rejected.text(), none());
      case TOO_LARGE -> request.replyTo().rejected(Reason.TOO_LARGE, rejected.text(), none());
      case NOT_LEADER, TRANSFER_IN_PROGRESS, UNKNOWN_GROUP, STOPPING -> hold(request);
    }
  }

  /** Answers what has waited too long. */
  void expire(long nowNanos) {
    long deadline = nowNanos - timeoutNanos;
    for (Iterator<Request> all = held.iterator(); all.hasNext(); ) {
      Request next = all.next(); // not in the order of asking: some were tried in between
      if (next.askedNanos() - deadline <= 0) {
        all.remove();
        next.replyTo().rejected(Reason.NO_LEADER, "no leader was found in time", none());
      }
    }
    for (Iterator<Forwarded> all = forwarded.values().iterator(); all.hasNext(); ) {
      Forwarded next = all.next();
      if (next.request.askedNanos() - deadline <= 0) {
        all.remove();
        next.request.replyTo().unknown("leader " + next.leader + " did not answer in time");
      }
    }
  }

  /** The replica stops. */
  void stop() {
    takeHeld()
        .forEach(
            request -> request.replyTo().rejected(Reason.STOPPED, "the replica stopped", none()));
    forwarded.values().forEach(next -> next.request.replyTo().unknown("the replica stopped"));
    forwarded.clear();
  }

  private void giveUp(Request request, String why) {
    if (request instanceof Request.Read) {
      hold(request); // reading twice does no harm
    } else {
      request.replyTo().unknown(why);
    }
  }

  private static Optional<NodeId> none() {
    return Optional.empty();
  }

  private record Forwarded(Request request, NodeId leader) {}
}
