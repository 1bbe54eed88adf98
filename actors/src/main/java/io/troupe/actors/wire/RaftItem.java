package io.troupe.actors.wire;

import io.troupe.protocols.Frame;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.RaftMessage.InstallSnapshot;

/**
 * A message between two replicas of a group.
 *
 * @param incarnation the sending replica's life, so that a message of an earlier life of the same
 *     member is known as such (trap R7). Not negative
 */
public record RaftItem(GroupId group, long incarnation, RaftMessage message) implements Item {
  private static final int FRAME_OVERHEAD_BYTES = 48;

  public RaftItem {
    if (incarnation < 0) {
      throw new IllegalArgumentException("incarnation must not be negative: " + incarnation);
    }
  }

  @Override
  public int encodedBytesAtMost() {
    int payload = 0;
    if (message instanceof AppendEntries append) {
      for (Frame frame : append.frames()) {
        payload = Math.addExact(payload, FRAME_OVERHEAD_BYTES + frame.commands().size());
      }
    } else if (message instanceof InstallSnapshot install) {
      payload = install.chunk().size();
    }
    return Math.addExact(OVERHEAD_BYTES, payload);
  }

  @Override
  public <R> R accept(Handler<R> handler) {
    return handler.onRaft(this);
  }
}
