package io.troupe.bench.troupe;

import io.troupe.actors.Codec;
import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.SnapshotWriter;
import io.troupe.actors.StateMachine;
import io.troupe.bench.AppliedValues;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** Applies values to an {@link AppliedValues}. */
final class ValueMachine implements StateMachine<ByteBuffer, ByteBuffer, ByteBuffer> {
  private static final ByteBuffer DONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** Commands as they are, and out of the frame without a copy. */
  static final Codec<ByteBuffer> BYTES =
      new Codec<>() {
        @Override
        public byte[] encode(ByteBuffer value) {
          byte[] bytes = new byte[value.remaining()];
          value.get(bytes);
          return bytes;
        }

        @Override
        public ByteBuffer decode(ByteBuffer bytes) {
          return bytes;
        }
      };

  private final AppliedValues applied;

  private ValueMachine(AppliedValues applied) {
    this.applied = applied;
  }

  static ReplicatedGroup<ByteBuffer, ByteBuffer, ByteBuffer> group(AppliedValues applied) {
    Supplier<ValueMachine> machine = () -> new ValueMachine(applied);
    return ReplicatedGroup.of("bench", machine, BYTES, BYTES, BYTES);
  }

  @Override
  public ByteBuffer apply(ByteBuffer command, long index) {
    applied.apply(command);
    return DONE;
  }

  @Override
  public ByteBuffer query(ByteBuffer query) {
    return DONE;
  }

  @Override
  public SnapshotWriter snapshot() {
    AppliedValues frozen = applied.copy();
    return out -> {
      DataOutputStream data = new DataOutputStream(out);
      frozen.writeTo(data);
      data.flush();
    };
  }

  @Override
  public void restore(InputStream snapshot) throws IOException {
    applied.readFrom(new DataInputStream(snapshot));
  }
}
