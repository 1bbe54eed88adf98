package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.Frame;
import io.troupe.testkit.simulation.Mix;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A state machine that tells everything: a digest of all commands in order, the ids of the
 * proposals applied, and how far it has come. Each proposal's commands begin with its id. To its
 * clients it is {@link Registers}.
 */
final class ListMachine {
  /** Makes snapshots large enough to travel in several chunks. */
  private static final int FILLER_BYTES = 600;

  private long index;
  private long digest;
  private BitSet ids = new BitSet();
  private final long[] registers = new long[Registers.COUNT];

  long index() {
    return index;
  }

  long digest() {
    return digest;
  }

  boolean contains(long id) {
    return ids.get((int) id);
  }

  /** The commands of proposal {@code id}, {@code size} bytes long, at least 8. */
  static Bytes commands(long id, int size) {
    byte[] bytes = new byte[size];
    ByteBuffer.wrap(bytes).putLong(id);
    Arrays.fill(bytes, Long.BYTES, size, (byte) id);
    return Bytes.wrap(bytes);
  }

  /** Whose commands {@code frame} carries. */
  static long proposalOf(Frame frame) {
    return frame.commands().asReadOnlyBuffer().getLong();
  }

  /** The id in register {@code key}; 0 at first. */
  long read(int key) {
    return registers[key];
  }

  /** Answers what was in the register that the frame's proposal changed; 0 for a no-op. */
  long apply(Frame frame) {
    index = frame.lastIndex();
    if (frame.kind() == Frame.Kind.NO_OP) {
      return 0;
    }
    long id = proposalOf(frame);
    ids.set((int) id);
    digest = Mix.mix(Mix.mix(digest, frame.count()), frame.commands().hashCode());
    long before = registers[Registers.keyOf(id)];
    registers[Registers.keyOf(id)] = id;
    return before;
  }

  Bytes snapshot() {
    byte[] set = ids.toByteArray();
    ByteBuffer bytes =
        ByteBuffer.allocate((2 + Registers.COUNT) * Long.BYTES + FILLER_BYTES + set.length);
    bytes.putLong(index).putLong(digest);
    for (long register : registers) {
      bytes.putLong(register);
    }
    for (int i = 0; i < FILLER_BYTES; i++) {
      bytes.put((byte) (digest >>> (i % 8 * 8)));
    }
    bytes.put(set);
    return Bytes.wrap(bytes.array());
  }

  void restore(Bytes snapshot) {
    ByteBuffer bytes = snapshot.asReadOnlyBuffer();
    index = bytes.getLong();
    digest = bytes.getLong();
    for (int key = 0; key < Registers.COUNT; key++) {
      registers[key] = bytes.getLong();
    }
    bytes.position(bytes.position() + FILLER_BYTES);
    ids = BitSet.valueOf(bytes);
  }
}
