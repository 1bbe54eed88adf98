package io.troupe.actors;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of strings: "+x" is appended and answered with its place; "!" throws. The query "all"
 * gives the list, "size" its length.
 */
final class Ledger implements StateMachine<String, String, String> {
  private final List<String> lines = new ArrayList<>();

  static ReplicatedGroup<String, String, String> group(String id) {
    return ReplicatedGroup.of(id, Ledger::new, Codec.utf8(), Codec.utf8(), Codec.utf8());
  }

  @Override
  public String apply(String command, long index) {
    if (command.equals("!")) {
      throw new IllegalStateException("told to");
    }
    lines.add(command);
    return String.valueOf(lines.size());
  }

  @Override
  public String query(String query) {
    return query.equals("size") ? String.valueOf(lines.size()) : String.join(",", lines);
  }

  @Override
  public SnapshotWriter snapshot() {
    List<String> frozen = List.copyOf(lines);
    return out -> {
      DataOutputStream data = new DataOutputStream(out);
      data.writeInt(frozen.size());
      for (String line : frozen) {
        data.writeUTF(line);
      }
      data.flush();
    };
  }

  @Override
  public void restore(InputStream snapshot) throws IOException {
    lines.clear();
    DataInputStream data = new DataInputStream(snapshot);
    int size = data.readInt();
    for (int i = 0; i < size; i++) {
      lines.add(data.readUTF());
    }
  }
}
