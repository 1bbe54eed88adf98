package io.troupe.persistence.snapshot;

import io.troupe.persistence.DurableFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.Serialization$;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import scala.jdk.javaapi.OptionConverters;

/**
 * Writes and reads a snapshot's file. Memory: the state itself and its serialized bytes, once.
 *
 * <p>Payload: version, persistence id, sequence number, timestamp, metadata if any, then the state
 * with its serializer id and manifest ({@code docs/format.md}).
 */
final class SnapshotCodec {
  private static final int VERSION = 1;

  private final ExtendedActorSystem system;
  private final Serialization serialization;

  SnapshotCodec(ActorSystem system) {
    this.system = (ExtendedActorSystem) system;
    this.serialization = SerializationExtension.get(system);
  }

  void write(Path file, SnapshotMetadata metadata, Object state) throws IOException {
    DurableFile.write(file, out -> write(out, metadata, state));
  }

  private void write(OutputStream raw, SnapshotMetadata metadata, Object state) throws IOException {
    DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(raw, 1024));
    out.writeInt(VERSION);
    out.writeUTF(metadata.persistenceId());
    out.writeLong(metadata.sequenceNr());
    out.writeLong(metadata.timestamp());
    Optional<Object> extra = OptionConverters.toJava(metadata.metadata());
    out.writeBoolean(extra.isPresent());
    if (extra.isPresent()) {
      writeObject(out, extra.get());
    }
    writeObject(out, state);
    out.flush();
  }

  private void writeObject(DataOutputStream out, Object object) throws IOException {
    Serializer serializer = serialization.findSerializerFor(object);
    byte[] bytes =
        Serialization$.MODULE$.withTransportInformation(system, () -> serializer.toBinary(object));
    out.writeInt(serializer.identifier());
    out.writeUTF(Serializers.manifestFor(serializer, object));
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * Reads a snapshot.
   *
   * @throws io.troupe.persistence.CorruptFileException if the file is damaged
   * @throws IOException if it is of another format or persistence id
   */
  SelectedSnapshot read(Path file, String persistenceId) throws IOException {
    try (DurableFile opened = DurableFile.open(file)) {
      DataInputStream in = new DataInputStream(opened.newInputStream());
      require(file, "format version", VERSION, in.readInt());
      require(file, "persistence id", persistenceId, in.readUTF());
      SnapshotMetadata metadata = new SnapshotMetadata(persistenceId, in.readLong(), in.readLong());
      if (in.readBoolean()) {
        metadata = metadata.withMetadata(readObject(in));
      }
      return SelectedSnapshot.create(metadata, readObject(in));
    }
  }

  private Object readObject(DataInputStream in) throws IOException {
    int serializerId = in.readInt();
    String manifest = in.readUTF();
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return serialization.deserialize(bytes, serializerId, manifest).get();
  }

  private static void require(Path file, String field, Object expected, Object found)
      throws IOException {
    if (!expected.equals(found)) {
      throw new IOException(
          "snapshot " + file + ": " + field + ": expected " + expected + ", found " + found);
    }
  }
}
