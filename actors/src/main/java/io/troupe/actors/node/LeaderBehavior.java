package io.troupe.actors.node;

import io.troupe.actors.Outcome.Reason;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.Refusal;
import io.troupe.protocols.raft.RoleKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * A leader gathers what is in its mailbox into frames and read rounds. There is no timer: the first
 * request puts a {@link ReplicaCommand.Flush} behind all that has arrived by then. While enough
 * writes are under way, commands gather further, so that batches grow with the load.
 */
final class LeaderBehavior extends ReplicaBehavior implements Replica.LeaderOutputs {
  private final ArrayDeque<CommandBatch> batches = new ArrayDeque<>();
  private final Map<Long, List<Request.Read>> readsAsked = new HashMap<>();
  private final List<ActorRef<Done>> waitingForHandOver = new ArrayList<>();
  private List<Request.Read> reads = new ArrayList<>();
  private Optional<CommandBatch> proposing = Optional.empty();
  private boolean flushAsked;
  private long lastId;

  private LeaderBehavior(ActorContext<ReplicaCommand> context, Replica replica) {
    super(context, replica, RoleKind.LEADER);
  }

  static LeaderBehavior create(ActorContext<ReplicaCommand> context, Replica replica) {
    LeaderBehavior leader = new LeaderBehavior(context, replica);
    replica.leaderOutputsTo(leader);
    replica.forwarding.takeHeld().forEach(leader::onRequest);
    return leader;
  }

  @Override
  void onRequest(Request request) {
    if (request instanceof Request.Write write) {
      batchFor(write).add(write);
    } else if (request instanceof Request.Read read) {
      reads.add(read);
    }
    if (!flushAsked) {
      flushAsked = true;
      getContext().getSelf().tell(new ReplicaCommand.Flush());
    }
  }

  @Override
  void onFlush() {
    flushAsked = false;
    if (!reads.isEmpty()) {
      List<Request.Read> asked = reads;
      reads = new ArrayList<>();
      readsAsked.put(++lastId, asked);
      replica.step(new RaftInput.Read(lastId));
    }
    propose();
  }

  @Override
  void onPersisted() {
    propose();
  }

  @Override
  void onHandOver(ActorRef<Done> replyTo) {
    if (replica.setup.membership().voters().size() == 1) {
      replyTo.tell(Done.getInstance());
    } else {
      waitingForHandOver.add(replyTo);
      replica.step(new RaftInput.TransferLeadership(Optional.empty()));
    }
  }

  /** What was not proposed is in no log: it waits for the next leader. May be called again. */
  @Override
  void leave() {
    replica.noLeaderOutputs();
    batches.forEach(batch -> batch.requests().forEach(replica::hold));
    batches.clear();
    reads.forEach(replica::hold);
    reads.clear();
    readsAsked.values().forEach(asked -> asked.forEach(replica::hold));
    readsAsked.clear();
    waitingForHandOver.forEach(waiting -> waiting.tell(Done.getInstance()));
    waitingForHandOver.clear();
    replica.leader().ifPresent(replica.forwarding::forwardHeld);
  }

  @Override
  public void onProposalAppended(Output.ProposalAppended output) {
    replica.pendingFrames.add(
        output.term(), output.firstIndex(), proposing.orElseThrow().requests());
  }

  @Override
  public void onProposalRefused(Output.ProposalRefused output) {
    for (Request.Write request : proposing.orElseThrow().requests()) {
      refuse(request, output.reason());
    }
  }

  @Override
  public void onReadReady(Output.ReadReady output) {
    List<MachineCommand.Question> questions = new ArrayList<>();
    for (long id : output.ids()) {
      for (Request.Read read : asked(id)) {
        questions.add(new MachineCommand.Question(read.query(), read.replyTo()));
      }
    }
    replica.setup.machine().tell(new MachineCommand.Query(questions));
  }

  @Override
  public void onReadRefused(Output.ReadRefused output) {
    for (long id : output.ids()) {
      asked(id).forEach(read -> refuse(read, output.reason()));
    }
  }

  private List<Request.Read> asked(long id) {
    return Optional.ofNullable(readsAsked.remove(id)).orElseThrow();
  }

  private CommandBatch batchFor(Request.Write write) {
    int most = replica.setup.settings().maxFrameBytes();
    CommandBatch last = batches.peekLast();
    if (last == null
        || (!last.isEmpty()
            && last.sizeBytes() + write.sizeBytes() + CommandBatch.MAX_LENGTH_BYTES > most)) {
      last = new CommandBatch(Math.max(256, write.sizeBytes() + CommandBatch.MAX_LENGTH_BYTES));
      batches.add(last);
    }
    return last;
  }

  private void propose() {
    while (!batches.isEmpty()
        && replica.role() == RoleKind.LEADER
        && replica.writesInFlight() < replica.setup.settings().maxWritesInFlight()) {
      CommandBatch batch = batches.remove();
      proposing = Optional.of(batch);
      replica.step(new RaftInput.Propose(++lastId, batch.count(), batch.encoded()));
      proposing = Optional.empty();
    }
  }

  private void refuse(Request request, Refusal reason) {
    if (reason instanceof Refusal.Overloaded overloaded) {
      request
          .replyTo()
          .rejected(Reason.OVERLOADED, "the limit is " + overloaded.limit(), Optional.empty());
    } else {
      replica.hold(request);
    }
  }
}
