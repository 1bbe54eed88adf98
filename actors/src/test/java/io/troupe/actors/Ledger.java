package io.troupe.actors;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of strings: a command is appended and answered with its place; "!" throws, unless the
 * machine is mended. The query "all" gives the list, "size" its length, "!" throws.
 */
final class Ledger implements StateMachine<String, String, String> {
  static final ReplicatedGroup<String, String, String> GROUP = group(false);
  static final ReplicatedGroup<String, String, String> MENDED = group(true);

  private final boolean mended;
  private final List<String> lines = new ArrayList<>();

  private Ledger(boolean mended) {
    this.mended = mended;
  }

  private static ReplicatedGroup<String, String, String> group(boolean mended) {
    return ReplicatedGroup.of(
        "ledger", () -> new Ledger(mended), Codec.utf8(), Codec.utf8(), Codec.utf8());
  }

  @Override
  public String apply(String command, long index) {
    if (command.equals("!") && !mended) {
      throw new IllegalStateException("told to");
    }
    lines.add(command);
    return String.valueOf(lines.size());
  }

  @Override
  public String query(String query) {
    if (query.equals("!")) {
      throw new IllegalStateException("asked to");
    }
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
