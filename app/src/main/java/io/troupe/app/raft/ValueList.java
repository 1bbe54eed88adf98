package io.troupe.app.raft;

import io.troupe.actors.SnapshotWriter;
import io.troupe.actors.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The state that is replicated: all values, in the order of the log. */
final class ValueList implements StateMachine<String, String, String> {
  private final List<String> values = new ArrayList<>();

  /** As they are now. */
  List<String> values() {
    return List.copyOf(values);
  }

  /** Answers the index of the entry. */
  @Override
  public String apply(String value, long index) {
    values.add(value);
    return Long.toString(index);
  }

  @Override
  public String query(String any) {
    return String.join(" ", values);
  }

  @Override
  public SnapshotWriter snapshot() {
    List<String> frozen = values();
    return out -> {
      DataOutputStream data = new DataOutputStream(out);
      data.writeInt(frozen.size());
      for (String value : frozen) {
        data.writeUTF(value);
      }
      data.flush();
    };
  }

  @Override
  public void restore(InputStream snapshot) throws IOException {
    values.clear();
    DataInputStream data = new DataInputStream(snapshot);
    for (int left = data.readInt(); left > 0; left--) {
      values.add(data.readUTF());
    }
  }
}
