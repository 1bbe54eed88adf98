package io.troupe.app.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.actors.SnapshotWriter;
import io.troupe.app.kv.KvCommand.Delete;
import io.troupe.app.kv.KvCommand.Put;
import io.troupe.app.kv.KvQuery.DigestOfAll;
import io.troupe.app.kv.KvQuery.Get;
import io.troupe.app.kv.KvReply.ConditionFailed;
import io.troupe.app.kv.KvReply.Digest;
import io.troupe.app.kv.KvReply.Found;
import io.troupe.app.kv.KvReply.NotFound;
import io.troupe.app.kv.KvReply.Removed;
import io.troupe.app.kv.KvReply.Stored;
import io.troupe.protocols.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyValueMachineTest {
  private static final Key KEY = new Key("k");
  private static final Condition ALWAYS = new Condition.Always();

  private final KeyValueMachine machine = new KeyValueMachine();

  @Test
  void a_value_put_is_found_with_the_index_of_its_write_as_version() {
    assertThat(machine.apply(put("one"), 3)).isEqualTo(new Stored(3, true));
    assertThat(machine.apply(put("two"), 7)).isEqualTo(new Stored(7, false));

    assertThat(machine.query(new Get(KEY))).isEqualTo(new Found(bytes("two"), 7));
  }

  @Test
  void a_deleted_key_is_not_found_and_cannot_be_deleted_again() {
    machine.apply(put("one"), 1);

    assertThat(machine.apply(new Delete(KEY, ALWAYS), 2)).isEqualTo(new Removed());
    assertThat(machine.apply(new Delete(KEY, ALWAYS), 3)).isEqualTo(new NotFound());
    assertThat(machine.query(new Get(KEY))).isEqualTo(new NotFound());
  }

  @Test
  void compare_and_set_writes_only_over_the_version_it_names() {
    machine.apply(put("one"), 5);

    assertThat(machine.apply(put("two", new Condition.AtVersion(4)), 6))
        .isEqualTo(new ConditionFailed(5));
    assertThat(machine.query(new Get(KEY))).isEqualTo(new Found(bytes("one"), 5));
    assertThat(machine.apply(put("two", new Condition.AtVersion(5)), 7))
        .isEqualTo(new Stored(7, false));
  }

  @Test
  void compare_and_set_never_succeeds_where_there_is_no_value() {
    assertThat(machine.apply(put("one", new Condition.AtVersion(0)), 1))
        .isEqualTo(new ConditionFailed(0));
    assertThat(machine.apply(put("one", new Condition.Present()), 2))
        .isEqualTo(new ConditionFailed(0));
  }

  @Test
  void a_version_is_not_valid_again_after_delete_and_create() {
    machine.apply(put("one"), 1);
    machine.apply(new Delete(KEY, new Condition.AtVersion(1)), 2);
    machine.apply(put("one"), 3);

    assertThat(machine.apply(new Delete(KEY, new Condition.AtVersion(1)), 4))
        .isEqualTo(new ConditionFailed(3));
  }

  @Test
  void create_only_fails_where_there_is_a_value() {
    assertThat(machine.apply(put("one", new Condition.Absent()), 1)).isEqualTo(new Stored(1, true));
    assertThat(machine.apply(put("two", new Condition.Absent()), 2))
        .isEqualTo(new ConditionFailed(1));
  }

  @Test
  void an_index_that_does_not_grow_is_refused() {
    machine.apply(put("one"), 5);

    assertThatIllegalStateException().isThrownBy(() -> machine.apply(put("two"), 5));
  }

  @Test
  void equal_histories_have_equal_digests_and_different_states_different_ones() {
    KeyValueMachine other = new KeyValueMachine();
    machine.apply(put("one"), 1);
    other.apply(put("one"), 1);

    assertThat(digest(machine)).isEqualTo(digest(other));

    other.apply(put("one"), 2);

    assertThat(digest(machine).hash()).isNotEqualTo(digest(other).hash());
  }

  @Test
  void the_digest_follows_a_random_history_and_survives_a_snapshot() throws IOException {
    long seed = new Random().nextLong();
    applyRandomly(machine, seed);

    KeyValueMachine restored = new KeyValueMachine();
    restored.restore(new ByteArrayInputStream(written(machine.snapshot())));

    assertThat(digest(restored)).as("seed %d", seed).isEqualTo(digest(machine));
    assertThat(written(restored.snapshot()))
        .as("seed %d", seed)
        .isEqualTo(written(machine.snapshot()));
  }

  @Test
  void a_snapshot_is_the_state_when_it_was_frozen() throws IOException {
    machine.apply(put("one"), 1);
    SnapshotWriter frozen = machine.snapshot();
    machine.apply(put("two"), 2);
    machine.apply(new Delete(KEY, ALWAYS), 3);

    KeyValueMachine restored = new KeyValueMachine();
    restored.restore(new ByteArrayInputStream(written(frozen)));

    assertThat(restored.query(new Get(KEY))).isEqualTo(new Found(bytes("one"), 1));
    assertThat(digest(restored).appliedIndex()).isEqualTo(1);
  }

  @Test
  void restoring_forgets_what_was_there_before() throws IOException {
    byte[] empty = written(new KeyValueMachine().snapshot());
    machine.apply(put("one"), 1);

    machine.restore(new ByteArrayInputStream(empty));

    assertThat(digest(machine)).isEqualTo(new Digest(0, 0, 0));
  }

  @Test
  void a_snapshot_that_is_cut_off_or_changed_is_refused() throws IOException {
    machine.apply(put("one"), 1);
    byte[] whole = written(machine.snapshot());

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> machine.restore(new ByteArrayInputStream(cut)))
          .isInstanceOf(IOException.class);
    }
    for (int changed : new int[] {0, 4, whole.length - 1}) {
      byte[] flipped = whole.clone();
      flipped[changed] ^= 1;
      assertThatThrownBy(() -> machine.restore(new ByteArrayInputStream(flipped)))
          .isInstanceOf(IOException.class);
    }
  }

  private static void applyRandomly(KeyValueMachine machine, long seed) {
    Random random = new Random(seed);
    for (int index = 1; index <= 1_000; index++) {
      Key key = new Key("k" + random.nextInt(50));
      machine.apply(
          random.nextInt(3) == 0
              ? new Delete(key, ALWAYS)
              : new Put(key, bytes("v" + random.nextInt()), ALWAYS),
          index);
    }
  }

  private static byte[] written(SnapshotWriter snapshot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    snapshot.writeTo(out);
    return out.toByteArray();
  }

  private static Digest digest(KeyValueMachine machine) {
    return (Digest) machine.query(new DigestOfAll());
  }

  private static Put put(String value) {
    return put(value, ALWAYS);
  }

  private static Put put(String value, Condition condition) {
    return new Put(KEY, bytes(value), condition);
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
