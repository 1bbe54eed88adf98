package io.troupe.actors.node;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import java.util.List;

/** What the host of a state machine takes. */
sealed interface MachineCommand {
  /** Answers those who wait for this command, which will not be carried out. */
  default void giveUp(String why) {}

  /** Apply committed frames, in order; {@code waiting} holds those who wait for some of them. */
  record Apply(List<Frame> frames, List<Waiting> waiting) implements MachineCommand {
    @Override
    public void giveUp(String why) {
      giveUpAfter(0, why);
    }

    /** Answers those whose commands come after {@code applied}. */
    void giveUpAfter(long applied, String why) {
      for (Waiting frame : waiting) {
        for (int i = 0; i < frame.requests().size(); i++) {
          if (frame.firstIndex() + i > applied) {
            frame.requests().get(i).replyTo().unknown(why);
          }
        }
      }
    }
  }

  /**
   * Those who wait for the commands of one frame.
   *
   * @param firstIndex the frame's first index
   * @param requests one for each command of the frame, in order; empty if nobody waits any more
   */
  record Waiting(long firstIndex, List<Request.Write> requests) {}

  /** Answer queries from the state as it is when all earlier messages are done. */
  record Query(List<Question> questions) implements MachineCommand {
    @Override
    public void giveUp(String why) {
      questions.forEach(question -> question.replyTo().unknown(why));
    }
  }

  /** One query; {@code query} is decoded. */
  record Question(Object query, ReplyTo replyTo) {}

  /** Freeze the state, which is that after {@code position}, and have it saved. */
  record TakeSnapshot(LogPosition position) implements MachineCommand {}

  /** Replace the state by the durable snapshot at {@code position}. */
  record Restore(LogPosition position) implements MachineCommand {}

  /**
   * Have the snapshots before {@code index} deleted. It comes by way of the machine, so that none
   * is deleted which the machine was told to restore before and has not come to.
   */
  record PruneSnapshots(long index) implements MachineCommand {}

  /** The snapshot was read. */
  record Restored(LogPosition position) implements MachineCommand {}

  /** The snapshot could not be read, or the machine threw. */
  record RestoreFailed(LogPosition position, Throwable cause) implements MachineCommand {}
}
