package io.troupe.testkit.certifier;

import static io.troupe.testkit.certifier.BadMachineTest.assertBroken;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.actors.SnapshotWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each mistake in snapshot and restore is found, under the law that it breaks. */
class BadSnapshotTest {
  @Test
  void a_snapshot_that_cannot_be_written_in_some_state() {
    assertBroken(
        Law.SNAPSHOTS_CAN_BE_WRITTEN,
        () ->
            new Tally() {
              @Override
              public SnapshotWriter snapshot() {
                return out -> {
                  if (counts.size() == 3) {
                    throw new IOException("no threes");
                  }
                  out.write(written());
                };
              }
            });
  }

  @Test
  void a_snapshot_that_drains_the_state() {
    assertBroken(
        Law.SNAPSHOTS_CHANGE_NOTHING,
        () ->
            new Tally() {
              @Override
              public SnapshotWriter snapshot() {
                SnapshotWriter frozen = super.snapshot();
                counts.remove("Key7");
                return frozen;
              }
            });
  }

  @Test
  void a_snapshot_that_is_not_frozen() {
    assertBroken(
        Law.SNAPSHOTS_ARE_FROZEN,
        () ->
            new Tally() {
              @Override
              public SnapshotWriter snapshot() {
                return out -> out.write(written());
              }
            });
  }

  @Test
  void a_counter_that_is_not_in_the_snapshot() {
    assertBroken(Law.RESTORE_INTO_FRESH, Forgetful::new);
  }

  /** Replies how many commands there were; of that, its snapshots know nothing. */
  static class Forgetful extends Tally {
    private long commands;

    @Override
    public String apply(String command, long index) {
      commands++;
      return super.apply(command, index) + ", command " + commands;
    }
  }

  @Test
  void a_snapshot_in_the_order_of_a_hash_table() {
    assertBroken(Law.RESTORE_INTO_FRESH, () -> new Tally(new HashMap<>()));
  }

  @Test
  void a_snapshot_whose_end_is_never_flushed() {
    assertBroken(
        Law.RESTORE_INTO_FRESH,
        () ->
            new Tally() {
              @Override
              public SnapshotWriter snapshot() {
                byte[] frozen = written();
                return out -> new BufferedOutputStream(out, 64).write(frozen);
              }
            });
  }

  @Test
  void a_restore_that_takes_one_read_for_all() {
    assertBroken(
        Law.RESTORE_INTO_FRESH,
        () ->
            new Tally() {
              @Override
              public void restore(InputStream snapshot) throws IOException {
                byte[] bytes = new byte[1 << 16];
                int length = Math.max(0, snapshot.read(bytes));
                counts.clear();
                read(new String(bytes, 0, length, UTF_8).lines().toList());
              }
            });
  }

  @Test
  void a_restore_that_throws() {
    assertBroken(
        Law.RESTORE_INTO_FRESH,
        () ->
            new Tally() {
              @Override
              public void restore(InputStream snapshot) throws IOException {
                throw new IOException("not today");
              }
            });
  }

  @Test
  void a_restore_that_clears_nothing() {
    assertBroken(
        Law.RESTORE_INTO_USED,
        () ->
            new Tally() {
              @Override
              public void restore(InputStream snapshot) throws IOException {
                read(new String(snapshot.readAllBytes(), UTF_8).lines().toList());
              }
            });
  }

  @Test
  void a_restore_that_keeps_a_counter() {
    assertBroken(Law.RESTORE_INTO_USED, ForgetsToReset::new);
  }

  /**
   * Counts the commands; writes the count only when there is one, and reads it only if it is there.
   */
  private static final class ForgetsToReset extends Tally {
    private long commands;

    @Override
    public String apply(String command, long index) {
      commands++;
      return super.apply(command, index) + ", command " + commands;
    }

    @Override
    byte[] written() {
      String counts = new String(super.written(), UTF_8);
      return (commands == 0 ? counts : "#=" + commands + "\n" + counts).getBytes(UTF_8);
    }

    @Override
    void read(List<String> lines) {
      if (!lines.isEmpty()) {
        commands = Long.parseLong(lines.get(0).substring(2));
        super.read(lines.subList(1, lines.size()));
      }
    }
  }
}
