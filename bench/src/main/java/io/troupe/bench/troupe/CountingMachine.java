package io.troupe.bench.troupe;

import io.troupe.actors.SnapshotWriter;
import io.troupe.actors.StateMachine;
import io.troupe.bench.Values;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Counts under keys: a command names its key, and answers are counts. */
final class CountingMachine implements StateMachine<ByteBuffer, ByteBuffer, ByteBuffer> {
  private final Map<Long, Long> counts = new TreeMap<>();

  static ByteBuffer number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(0, number).asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer apply(ByteBuffer command, long index) {
    if (!Values.isIntact(command)) {
      throw new IllegalArgumentException("a command that was altered");
    }
    return number(counts.merge(Values.idOf(command), 1L, Long::sum));
  }

  @Override
  public ByteBuffer query(ByteBuffer key) {
    return number(counts.getOrDefault(Values.idOf(key), 0L));
  }

  @Override
  public SnapshotWriter snapshot() {
    Map<Long, Long> frozen = new TreeMap<>(counts);
    return out -> {
      DataOutputStream data = new DataOutputStream(out);
      data.writeInt(frozen.size());
      for (Map.Entry<Long, Long> count : frozen.entrySet()) {
        data.writeLong(count.getKey());
        data.writeLong(count.getValue());
      }
      data.flush();
    };
  }

  @Override
  public void restore(InputStream snapshot) throws IOException {
    DataInputStream data = new DataInputStream(snapshot);
    counts.clear();
    for (int left = data.readInt(); left > 0; left--) {
      long key = data.readLong();
      counts.put(key, data.readLong());
    }
  }
}
