package io.troupe.actors.node;

import io.troupe.actors.Codec;
import io.troupe.actors.Outcome;
import io.troupe.actors.Outcome.Reason;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of this node waits; its place among the pending is free again when it is answered. What
 * the client's own code throws stays here: the actor that answers has others to serve.
 */
final class LocalReply<R> implements ReplyTo {
  private static final Logger LOG = LoggerFactory.getLogger(LocalReply.class);

  private final GroupId group;
  private final Codec<R> replies;
  private final Admission admission;
  private final int sizeBytes;
  private final Consumer<Outcome<R>> done;

  LocalReply(
      GroupId group,
      Codec<R> replies,
      Admission admission,
      int sizeBytes,
      Consumer<Outcome<R>> done) {
    this.group = group;
    this.replies = replies;
    this.admission = admission;
    this.sizeBytes = sizeBytes;
    this.done = done;
  }

  @Override
  public GroupId group() {
    return group;
  }

  @Override
  @SuppressWarnings("unchecked") // the group's own state machine made it
  public void committed(Object reply, long index) {
    finish(new Outcome.Committed<>((R) reply, index));
  }

  @Override
  public void committedEncoded(Bytes reply, long index) {
    Outcome<R> outcome;
    try {
      outcome = new Outcome.Committed<>(replies.decode(reply.asReadOnlyBuffer()), index);
    } catch (RuntimeException malformed) {
      LOG.error("group {}: a reply cannot be decoded", group, malformed);
      outcome = new Outcome.Unknown<>("the reply cannot be decoded: " + malformed);
    }
    finish(outcome);
  }

  @Override
  public void rejected(Reason reason, String message, Optional<NodeId> leader) {
    finish(new Outcome.Rejected<>(reason, message));
  }

  @Override
  public void unknown(String message) {
    finish(new Outcome.Unknown<>(message));
  }

  private void finish(Outcome<R> outcome) {
    admission.leave(sizeBytes);
    try {
      done.accept(outcome);
    } catch (RuntimeException thrown) {
      LOG.error("group {}: a client could not take {}", group, outcome, thrown);
    }
  }
}
