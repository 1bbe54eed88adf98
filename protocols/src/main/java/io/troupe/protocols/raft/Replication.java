package io.troupe.protocols.raft;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.Progress.Probing;
import io.troupe.protocols.raft.Progress.Replicating;
import io.troupe.protocols.raft.Progress.Snapshotting;
import io.troupe.protocols.raft.RaftMessage.AppendAccepted;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.RaftMessage.AppendRejected;
import io.troupe.protocols.raft.RaftMessage.SnapshotChunkAccepted;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A leader's part in log replication (§5.3): feeds every follower as its {@link Progress} allows,
 * and counts rounds, so that an answer tells after which moment it was given.
 */
final class Replication {
  private final RaftContext context;
  private final Map<NodeId, Peer> peers = new LinkedHashMap<>();
  private long round;

  Replication(RaftContext context, long nowNanos) {
    this.context = context;
    for (NodeId id : context.peers) {
      peers.put(id, new Peer(id, context.log().last().index() + 1, nowNanos));
    }
  }

  Collection<Peer> peers() {
    return peers.values();
  }

  Peer peer(NodeId id) {
    Peer peer = peers.get(id);
    if (peer == null) {
      throw new IllegalStateException(id + " is not a peer");
    }
    return peer;
  }

  /** The index that is durable on a quorum, this replica's own disk included (I11). */
  long durableOnQuorum() {
    return context.membership.reachedByQuorum(
        id -> id.equals(context.self) ? context.outbox.durableIndex() : peer(id).match());
  }

  /** The latest round that a quorum has answered. */
  long answeredByQuorum() {
    return context.membership.reachedByQuorum(
        id -> id.equals(context.self) ? round : peer(id).round());
  }

  /** The latest time at which a quorum had been heard of. */
  long quorumHeardNanos(long nowNanos) {
    return context.membership.reachedByQuorum(
        id -> id.equals(context.self) ? nowNanos : peer(id).heardNanos());
  }

  /** The latest round that was started. */
  long round() {
    return round;
  }

  /** Starts a new round: its answers prove that this replica still led after this call. */
  long startRound(long nowNanos) {
    round++;
    heartbeat(nowNanos);
    return round;
  }

  /** Makes the leader heard, repeats probes that got no answer and chunks that got lost. */
  void heartbeat(long nowNanos) {
    for (Peer peer : peers.values()) {
      if (peer.progress() instanceof Probing probing) {
        peer.become(new Probing(probing.next(), true));
        if (isCompacted(probing.next())) {
          startSnapshot(peer, nowNanos);
        } else {
          send(peer, context.log().before(probing.next()), List.of());
        }
      } else if (peer.progress() instanceof Replicating replicating) {
        if (isCompacted(replicating.next())) {
          startSnapshot(peer, nowNanos);
        } else {
          send(peer, context.log().before(replicating.next()), List.of());
        }
      } else if (peer.progress() instanceof Snapshotting snapshotting) {
        send(peer, LogPosition.ORIGIN, List.of());
        if (nowNanos - snapshotting.sentNanos() >= context.settings.electionTimeoutNanos()) {
          sendChunk(peer, snapshotting.position(), snapshotting.offset(), nowNanos);
        }
      }
    }
  }

  /** Sends every follower what it may take now. */
  void feedAll(long nowNanos) {
    for (Peer peer : peers.values()) {
      feed(peer, nowNanos);
    }
  }

  void onAccepted(Peer peer, AppendAccepted reply, long nowNanos) {
    if (reply.match() > context.log().last().index()) {
      throw new IllegalStateException(
          "I12: " + peer.id + " accepted up to " + reply.match() + ", not sent in this term");
    }
    peer.matched(reply.match());
    if (peer.progress() instanceof Probing probing) {
      peer.become(new Replicating(Math.max(probing.next(), peer.match() + 1)));
    } else if (peer.progress() instanceof Replicating replicating) {
      replicating.acknowledged(peer.match());
    } else if (peer.match() >= context.log().start().index()) {
      peer.become(new Replicating(peer.match() + 1));
    } else if (peer.progress() instanceof Snapshotting snapshotting
        && peer.match() >= snapshotting.position().index()) {
      startSnapshot(peer, nowNanos); // what follows the one installed was compacted meanwhile
    }
    feed(peer, nowNanos);
  }

  /** Goes back to where the logs may agree; an answer that is out of date changes nothing (R12). */
  void onRejected(Peer peer, AppendRejected reply, long nowNanos) {
    boolean current =
        reply.rejected() > peer.match()
            && (peer.progress() instanceof Probing probing
                ? reply.rejected() == probing.next() - 1
                : peer.progress() instanceof Replicating replicating
                    && reply.rejected() < replicating.next());
    if (!current) {
      return;
    }
    RaftLog log = context.log();
    LogPosition agreed = log.contains(reply.hint()) ? reply.hint() : log.lastNotAfter(reply.hint());
    peer.become(new Probing(Math.max(agreed.index(), peer.match()) + 1, false));
    feed(peer, nowNanos);
  }

  void onChunkAccepted(Peer peer, SnapshotChunkAccepted reply, long nowNanos) {
    if (peer.progress() instanceof Snapshotting snapshotting
        && snapshotting.position().equals(reply.position())
        && snapshotting.offset() != reply.nextOffset()) {
      sendChunk(peer, reply.position(), reply.nextOffset(), nowNanos);
    }
  }

  void onSnapshotUnavailable(NodeId to, LogPosition position, long nowNanos) {
    if (position.equals(context.log().snapshot())) {
      context.wantSnapshot(nowNanos);
      return;
    }
    Peer peer = peer(to);
    if (peer.progress() instanceof Snapshotting snapshotting
        && snapshotting.position().equals(position)) {
      startSnapshot(peer, nowNanos);
    }
  }

  /** What is under way to {@code peer} is probably lost. */
  void onUnreachable(Peer peer) {
    if (peer.progress() instanceof Replicating) {
      peer.become(new Probing(peer.match() + 1, false));
    }
  }

  private void feed(Peer peer, long nowNanos) {
    if (peer.progress() instanceof Probing probing && !probing.waiting()) {
      if (isCompacted(probing.next())) {
        startSnapshot(peer, nowNanos);
      } else {
        peer.become(new Probing(probing.next(), true));
        sendFrames(peer, probing.next(), 1, context.settings.maxMessageBytes());
      }
    } else if (peer.progress() instanceof Replicating replicating) {
      if (isCompacted(replicating.next())) {
        startSnapshot(peer, nowNanos);
      } else {
        fillWindow(peer, replicating);
      }
    }
  }

  private void fillWindow(Peer peer, Replicating replicating) {
    RaftSettings settings = context.settings;
    while (replicating.next() <= context.log().last().index()
        && replicating.inflightFrames() < settings.maxInflightFrames()
        && replicating.inflightBytes() < settings.maxInflightBytes()) {
      int room = settings.maxInflightFrames() - replicating.inflightFrames();
      List<Frame> sent = sendFrames(peer, replicating.next(), room, settings.maxMessageBytes());
      for (Frame frame : sent) {
        replicating.sent(frame.lastIndex(), frame.sizeBytes());
      }
    }
  }

  private List<Frame> sendFrames(Peer peer, long next, int maxFrames, long maxBytes) {
    List<Frame> frames = List.copyOf(context.log().read(next, maxFrames, maxBytes));
    send(peer, context.log().before(next), frames);
    return frames;
  }

  /** In parallel with the own disk: a leader's term is durable before it is elected. */
  private void send(Peer peer, LogPosition prev, List<Frame> frames) {
    context.outbox.send(
        peer.id,
        new AppendEntries(context.term(), prev, frames, context.commitIndex(), round),
        Awaits.TERM);
  }

  /** Whether the entry before {@code next} is not kept any more. */
  private boolean isCompacted(long next) {
    return next <= context.log().start().index();
  }

  private void startSnapshot(Peer peer, long nowNanos) {
    sendChunk(peer, context.log().snapshot(), 0, nowNanos);
  }

  private void sendChunk(Peer peer, LogPosition position, long offset, long nowNanos) {
    peer.become(new Snapshotting(position, offset, nowNanos));
    context.outbox.emit(
        new Output.SendSnapshotChunk(peer.id, context.term(), position, offset, round));
  }
}
