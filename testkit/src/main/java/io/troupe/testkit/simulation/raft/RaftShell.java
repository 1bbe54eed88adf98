package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.protocols.raft.RoleKind;
import io.troupe.testkit.simulation.Negligence;
import io.troupe.testkit.simulation.Sometimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Carries out what a replica puts out, as the actors do in production. */
final class RaftShell implements Output.Handler {
  private static final int CHUNK_BYTES = 200;

  /** The way to other nodes. */
  interface Sender {
    void send(NodeId from, NodeId to, long incarnation, RaftMessage message);
  }

  private final World world;
  private final RaftNode node;
  private final NodeStorage storage;
  private final SnapshotStore snapshots;
  private final Sender sender;
  private RaftInput cause = new RaftInput.Tick();
  private RoleKind role = RoleKind.FOLLOWER;
  private long transferTerm;

  RaftShell(World world, RaftNode node, NodeStorage storage, Sender sender) {
    this.world = world;
    this.node = node;
    this.storage = storage;
    this.snapshots = storage.snapshots();
    this.sender = sender;
  }

  /** The input whose outputs follow. */
  void because(RaftInput input) {
    cause = input;
  }

  @Override
  public void onPersist(Output.Persist output) {
    storage.write(cause, output);
  }

  @Override
  public void onSend(Output.Send output) {
    if (output.message() instanceof RaftMessage.RequestVote request && request.transfer()) {
      transferTerm = request.term();
    }
    send(output.to(), output.message());
  }

  private void send(NodeId to, RaftMessage message) {
    world.invariants().sending(node.id(), to, message);
    sender.send(node.id(), to, node.life(), message);
  }

  @Override
  public void onSendSnapshotChunk(Output.SendSnapshotChunk output) {
    Optional<Bytes> snapshot = snapshots.read(output.position());
    if (snapshot.isEmpty()) {
      world.coverage().count(Sometimes.SNAPSHOT_UNAVAILABLE);
      node.inThisLife(
          0, () -> node.deliver(new RaftInput.SnapshotUnavailable(output.to(), output.position())));
      return;
    }
    byte[] all = snapshot.get().sharedArray();
    if (output.offset() > all.length) {
      return; // a follower that claims more than there is
    }
    int from = (int) output.offset();
    int to = Math.min(all.length, from + CHUNK_BYTES);
    send(
        output.to(),
        new RaftMessage.InstallSnapshot(
            output.term(),
            output.position(),
            from,
            Bytes.wrap(Arrays.copyOfRange(all, from, to)),
            to == all.length,
            output.round()));
  }

  @Override
  public void onApply(Output.Apply output) {
    List<Long> answers = new ArrayList<>();
    output.frames().forEach(frame -> answers.add(node.machine().apply(frame)));
    if (world.subject().negligence().contains(Negligence.ANSWERS_AFTER_THE_BATCH)) {
      Collections.fill(answers, answers.get(answers.size() - 1));
    }
    for (int i = 0; i < answers.size(); i++) {
      node.ledger().applied(output.frames().get(i), answers.get(i));
    }
    world.invariants().applied(node.id(), output.frames(), node.machine());
  }

  @Override
  public void onRestoreSnapshot(Output.RestoreSnapshot output) {
    Optional<Bytes> bytes = snapshots.read(output.position());
    if (bytes.isEmpty()) {
      node.failForGood("the snapshot at " + output.position() + " cannot be read");
      return;
    }
    node.machine().restore(bytes.get());
    node.ledger().skippedTo(output.position().index());
    world.invariants().restored(node.id(), output.position(), node.machine());
  }

  @Override
  public void onTakeSnapshot(Output.TakeSnapshot output) {
    snapshots.take(output.position(), node.machine().snapshot());
  }

  @Override
  public void onStoreSnapshotChunk(Output.StoreSnapshotChunk output) {
    snapshots.receive(output.position(), output.offset(), output.chunk(), output.last());
  }

  @Override
  public void onProposalAppended(Output.ProposalAppended output) {
    node.ledger().appended(output.id(), output.term(), output.firstIndex());
  }

  @Override
  public void onProposalRefused(Output.ProposalRefused output) {
    node.clients().refused(output.id());
  }

  @Override
  public void onReadReady(Output.ReadReady output) {
    output.ids().forEach(id -> node.ledger().readReady(id, node.machine()));
  }

  @Override
  public void onReadRefused(Output.ReadRefused output) {
    output.ids().forEach(id -> node.ledger().readRefused(id));
  }

  @Override
  public void onRoleChanged(Output.RoleChanged output) {
    if (output.role() == RoleKind.LEADER) {
      boolean transfer = output.term() == transferTerm;
      world
          .coverage()
          .count(transfer ? Sometimes.LEADERSHIP_TRANSFERRED : Sometimes.LEADER_ELECTED);
    } else if (role == RoleKind.CANDIDATE) {
      world.coverage().count(Sometimes.ELECTION_WITHOUT_WINNER);
    }
    role = output.role();
  }
}
