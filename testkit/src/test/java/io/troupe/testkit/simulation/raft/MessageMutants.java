package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.Membership;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.protocols.raft.RoleKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bugs in what is said to peers and what is made of their answers. */
final class MessageMutants {
  private MessageMutants() {}

  /** Changes a received message. */
  private abstract static class Mishearing extends Sabotaged {
    Mishearing(Replica real) {
      super(real);
    }

    abstract RaftMessage heard(RaftMessage message);

    @Override
    RaftInput in(RaftInput input) {
      return input instanceof RaftInput.Received received
          ? new RaftInput.Received(
              received.from(), received.incarnation(), heard(received.message()))
          : input;
    }
  }

  /** A vote refused is sent as granted (R30). */
  static final class GrantsEveryVote extends Sabotaged {
    GrantsEveryVote(Replica real) {
      super(real);
    }

    @Override
    RaftMessage message(RaftMessage message) {
      return message instanceof RaftMessage.VoteReply reply
          ? new RaftMessage.VoteReply(reply.term(), true)
          : message;
    }
  }

  /** Nobody's log is found too old to be voted for (Raft §5.4.1). */
  static final class VotesForAnyLog extends Mishearing {
    VotesForAnyLog(Replica real) {
      super(real);
    }

    @Override
    RaftMessage heard(RaftMessage message) {
      LogPosition far = new LogPosition(Integer.MAX_VALUE, Integer.MAX_VALUE);
      if (message instanceof RaftMessage.RequestVote request) {
        return new RaftMessage.RequestVote(request.term(), far, request.transfer());
      }
      return message instanceof RaftMessage.RequestPreVote request
          ? new RaftMessage.RequestPreVote(request.term(), far)
          : message;
    }
  }

  /** Votes of an earlier term are counted in this one (P2, P9). */
  static final class CountsOldVotes extends Mishearing {
    CountsOldVotes(Replica real) {
      super(real);
    }

    @Override
    RaftMessage heard(RaftMessage message) {
      return message instanceof RaftMessage.VoteReply reply
          ? new RaftMessage.VoteReply(Math.max(reply.term(), real.term()), reply.granted())
          : message;
    }
  }

  /** An ack names all that the leader has shown, not what this request covered (R12). */
  static final class AcknowledgesTooMuch extends Mishearing {
    private long shown;

    AcknowledgesTooMuch(Replica real) {
      super(real);
    }

    @Override
    RaftMessage heard(RaftMessage message) {
      if (message instanceof RaftMessage.AppendEntries append) {
        shown = Math.max(shown, append.lastIndex());
      }
      return message;
    }

    @Override
    RaftMessage message(RaftMessage message) {
      return message instanceof RaftMessage.AppendAccepted accepted
          ? new RaftMessage.AppendAccepted(
              accepted.term(), accepted.round(), Math.max(shown, accepted.match()))
          : message;
    }
  }

  /** A no is sent as a yes (R12). */
  static final class AcceptsWhatItRejects extends Sabotaged {
    AcceptsWhatItRejects(Replica real) {
      super(real);
    }

    @Override
    RaftMessage message(RaftMessage message) {
      return message instanceof RaftMessage.AppendRejected rejected
          ? new RaftMessage.AppendAccepted(rejected.term(), rejected.round(), rejected.rejected())
          : message;
    }
  }

  /** Followers are told that all they get is committed. */
  static final class CommitsWhatItSends extends Sabotaged {
    CommitsWhatItSends(Replica real) {
      super(real);
    }

    @Override
    RaftMessage message(RaftMessage message) {
      return message instanceof RaftMessage.AppendEntries append
          ? new RaftMessage.AppendEntries(
              append.term(), append.prev(), append.frames(), append.lastIndex(), append.round())
          : message;
    }
  }

  /** Followers are told that what a quorum has is committed, whatever its term (R1, Figure 8). */
  static final class CommitsOldTermsByCounting extends Sabotaged {
    private final Map<NodeId, Long> match = new HashMap<>();
    private final Membership group;
    private long term;

    CommitsOldTermsByCounting(Replica real, Membership group) {
      super(real);
      this.group = group;
    }

    @Override
    RaftInput in(RaftInput input) {
      if (real.term() != term || real.role() != RoleKind.LEADER) {
        match.clear();
        term = real.term();
      }
      if (input instanceof RaftInput.Received received
          && received.message() instanceof RaftMessage.AppendAccepted accepted
          && accepted.term() == term) {
        match.merge(received.from(), accepted.match(), Math::max);
      }
      return input;
    }

    @Override
    RaftMessage message(RaftMessage message) {
      if (!(message instanceof RaftMessage.AppendEntries append)) {
        return message;
      }
      long[] matches = match.values().stream().mapToLong(Long::longValue).sorted().toArray();
      int others = group.quorumSize() - 1;
      long counted = matches.length < others || others == 0 ? 0 : matches[matches.length - others];
      boolean old = append.prev().term() < append.term();
      long ofOldTerm = old ? Math.min(counted, append.prev().index()) : 0;
      return new RaftMessage.AppendEntries(
          append.term(),
          append.prev(),
          append.frames(),
          Math.max(append.commit(), ofOldTerm),
          append.round());
    }
  }

  /** Every answer passes for an answer to the latest round (R3). */
  static final class ConfirmsReadsByOldAnswers extends Sabotaged {
    private long round;

    ConfirmsReadsByOldAnswers(Replica real) {
      super(real);
    }

    @Override
    RaftMessage message(RaftMessage message) {
      if (message instanceof RaftMessage.AppendEntries append) {
        round = append.round();
      }
      return message;
    }

    @Override
    RaftInput in(RaftInput input) {
      return input instanceof RaftInput.Received received
              && received.message() instanceof RaftMessage.AppendAccepted accepted
          ? new RaftInput.Received(
              received.from(),
              received.incarnation(),
              new RaftMessage.AppendAccepted(
                  accepted.term(), Math.max(round, accepted.round()), accepted.match()))
          : input;
    }
  }

  /** A leader is never told of larger terms, so that it leads for ever (R31). */
  static final class NeverStepsDown extends Sabotaged {
    NeverStepsDown(Replica real) {
      super(real);
    }

    @Override
    public List<Output> on(RaftInput input, long nowNanos) {
      boolean unwelcome =
          real.role() == RoleKind.LEADER
              && input instanceof RaftInput.Received received
              && received.message().term() > real.term();
      return unwelcome ? List.of() : super.on(input, nowNanos);
    }
  }

  /** Entries arrive at the machine in the wrong order. */
  static final class AppliesOutOfOrder extends Sabotaged {
    AppliesOutOfOrder(Replica real) {
      super(real);
    }

    @Override
    List<Output> out(RaftInput input, List<Output> outputs, long nowNanos) {
      List<Output> all = new ArrayList<>();
      for (Output output : outputs) {
        if (output instanceof Output.Apply apply && apply.frames().size() == 2) {
          all.add(new Output.Apply(Arrays.asList(apply.frames().get(1), apply.frames().get(0))));
        } else {
          all.add(output);
        }
      }
      return all;
    }
  }

  /** All lives of a peer are taken for one (R7). */
  static final class IgnoresIncarnations extends Sabotaged {
    IgnoresIncarnations(Replica real) {
      super(real);
    }

    @Override
    RaftInput in(RaftInput input) {
      return input instanceof RaftInput.Received received
          ? new RaftInput.Received(received.from(), 1, received.message())
          : input;
    }
  }

  /** One vote is counted for its voter and for one more (P9). */
  static final class CountsOneVoteForTwo extends Sabotaged {
    private final Membership group;

    CountsOneVoteForTwo(Replica real, Membership group) {
      super(real);
      this.group = group;
    }

    @Override
    public List<Output> on(RaftInput input, long nowNanos) {
      List<Output> outputs = new ArrayList<>(super.on(input, nowNanos));
      if (input instanceof RaftInput.Received received
          && received.message() instanceof RaftMessage.VoteReply) {
        List<NodeId> voters = group.voters();
        NodeId next = voters.get((voters.indexOf(received.from()) + 1) % voters.size());
        outputs.addAll(super.on(new RaftInput.Received(next, 1, received.message()), nowNanos));
      }
      return outputs;
    }
  }
}
