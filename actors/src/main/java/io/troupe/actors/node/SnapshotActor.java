package io.troupe.actors.node;

import io.troupe.persistence.DurableFile;
import io.troupe.persistence.DurableFileWriter;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftMessage.InstallSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a group's snapshot files: writes and reads them, sends them to followers chunk by chunk and
 * receives the leader's. Blocks on files, so it runs on the dispatcher for blocking I/O.
 */
final class SnapshotActor extends AbstractBehavior<SnapshotCommand> {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotActor.class);

  /** Who a snapshot actor works for. */
  record Setup(GroupId group, Path directory, int chunkBytes, ActorRef<ReplicaCommand> replica) {}

  private final Setup setup;
  private final SnapshotFiles files;
  private final Map<NodeId, Outgoing> outgoing = new HashMap<>();
  private Optional<Incoming> incoming = Optional.empty();

  private SnapshotActor(ActorContext<SnapshotCommand> context, Setup setup) throws IOException {
    super(context);
    this.setup = setup;
    this.files = new SnapshotFiles(setup.directory());
  }

  static Behavior<SnapshotCommand> create(Setup setup) {
    return Behaviors.setup(context -> new SnapshotActor(context, setup));
  }

  @Override
  public Receive<SnapshotCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(SnapshotCommand.Save.class, this::onSave)
        .onMessage(SnapshotCommand.SendChunk.class, this::onSendChunk)
        .onMessage(SnapshotCommand.StoreChunk.class, this::onStoreChunk)
        .onMessage(SnapshotCommand.Restore.class, this::onRestore)
        .onMessage(SnapshotCommand.Prune.class, this::onPrune)
        .onSignal(PostStop.class, signal -> onStop())
        .build();
  }

  private Behavior<SnapshotCommand> onSave(SnapshotCommand.Save command) {
    LogPosition position = command.position();
    try {
      files.write(position, command.writer()::writeTo);
      tell(new RaftInput.SnapshotTaken(position));
    } catch (IOException | RuntimeException failed) {
      LOG.error(
          "group {}: the snapshot at {} could not be written to {}; the log grows until one can",
          setup.group(),
          position,
          files.path(position),
          failed);
      tell(new RaftInput.SnapshotFailed());
    }
    return this;
  }

  private Behavior<SnapshotCommand> onSendChunk(SnapshotCommand.SendChunk command) {
    Output.SendSnapshotChunk wanted = command.chunk();
    try {
      DurableFile file = outgoing(wanted.to(), wanted.position());
      if (wanted.offset() > file.length()) {
        return this; // a follower that claims more than there is
      }
      ByteBuffer bytes = file.readChunk(wanted.offset(), setup.chunkBytes());
      byte[] chunk = new byte[bytes.remaining()];
      bytes.get(chunk);
      boolean last = wanted.offset() + chunk.length == file.length();
      InstallSnapshot message =
          new InstallSnapshot(
              wanted.term(),
              wanted.position(),
              wanted.offset(),
              Bytes.wrap(chunk),
              last,
              wanted.round());
      setup.replica().tell(new ReplicaCommand.ChunkRead(wanted.to(), message));
    } catch (NoSuchFileException gone) {
      tell(new RaftInput.SnapshotUnavailable(wanted.to(), wanted.position()));
    } catch (IOException failed) {
      LOG.error(
          "group {}: the snapshot at {} cannot be read for {}; another is taken once more has been"
              + " committed",
          setup.group(),
          wanted.position(),
          wanted.to(),
          failed);
      tell(new RaftInput.SnapshotUnavailable(wanted.to(), wanted.position()));
    }
    return this;
  }

  private Behavior<SnapshotCommand> onStoreChunk(SnapshotCommand.StoreChunk command) {
    Output.StoreSnapshotChunk chunk = command.chunk();
    LogPosition position = chunk.position();
    try {
      if (files.exists(position)) {
        tell(new RaftInput.SnapshotChunkStored(position, 0, true));
        return this;
      }
      Incoming file = incoming(position);
      if (file.writer.position() == chunk.offset()) {
        file.writer.append(chunk.offset(), chunk.chunk().asReadOnlyBuffer());
        if (chunk.last()) {
          file.writer.commit();
          endIncoming();
          tell(new RaftInput.SnapshotChunkStored(position, 0, true));
          return this;
        }
      }
      tell(new RaftInput.SnapshotChunkStored(position, file.writer.position(), false));
    } catch (IOException failed) {
      LOG.error(
          "group {}: the leader's snapshot at {} could not be written to {}",
          setup.group(),
          position,
          files.path(position),
          failed);
      endIncoming();
    }
    return this;
  }

  private Behavior<SnapshotCommand> onRestore(SnapshotCommand.Restore command) {
    LogPosition position = command.position();
    try (DurableFile file = files.open(position)) {
      command.machine().restore(files.machineState(file, position));
      command.replyTo().tell(new MachineCommand.Restored(position));
    } catch (IOException | RuntimeException failed) {
      command.replyTo().tell(new MachineCommand.RestoreFailed(position, failed));
    }
    return this;
  }

  private Behavior<SnapshotCommand> onPrune(SnapshotCommand.Prune command) {
    try {
      files.deleteBefore(command.index());
    } catch (IOException failed) {
      LOG.warn(
          "group {}: an old snapshot could not be deleted: {}", setup.group(), failed.toString());
    }
    return this;
  }

  private Behavior<SnapshotCommand> onStop() {
    outgoing.values().forEach(Outgoing::close);
    endIncoming();
    return this;
  }

  private DurableFile outgoing(NodeId to, LogPosition position) throws IOException {
    Outgoing open = outgoing.get(to);
    if (open == null || !open.position.equals(position)) {
      if (open != null) {
        outgoing.remove(to);
        open.close();
      }
      open = new Outgoing(position, files.open(position));
      outgoing.put(to, open);
    }
    return open.file;
  }

  private Incoming incoming(LogPosition position) throws IOException {
    if (incoming.isEmpty() || !incoming.get().position.equals(position)) {
      endIncoming();
      incoming = Optional.of(new Incoming(position, files.create(position)));
    }
    return incoming.get();
  }

  private void endIncoming() {
    if (incoming.isPresent()) {
      try {
        incoming.get().writer.close();
      } catch (IOException failed) {
        LOG.warn("group {}: {}", setup.group(), failed.toString());
      }
    }
    incoming = Optional.empty();
  }

  private void tell(RaftInput input) {
    setup.replica().tell(new ReplicaCommand.Happened(input));
  }

  private record Incoming(LogPosition position, DurableFileWriter writer) {}

  private record Outgoing(LogPosition position, DurableFile file) {
    void close() {
      try {
        file.close();
      } catch (IOException failed) {
        LOG.warn("closing {}: {}", file.path(), failed.toString());
      }
    }
  }
}
