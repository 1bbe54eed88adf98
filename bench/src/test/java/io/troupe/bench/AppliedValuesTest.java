package io.troupe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AppliedValuesTest {

  private final AppliedValues applied = new AppliedValues();

  @Test
  void ids_far_apart_are_remembered_and_no_others() {
    apply(applied, 0);
    apply(applied, 5_000_000);

    assertThat(applied.contains(0)).isTrue();
    assertThat(applied.contains(5_000_000)).isTrue();
    assertThat(applied.contains(64)).isFalse();
    assertThat(applied.contains(4_999_999)).isFalse();
    assertThat(applied.idsBelow()).isEqualTo(5_000_001);
  }

  @Test
  void the_same_ids_in_another_order_have_another_digest() {
    AppliedValues other = new AppliedValues();

    apply(applied, 1);
    apply(applied, 2);
    apply(other, 2);
    apply(other, 1);

    assertThat(applied.summary()).isNotEqualTo(other.summary());
  }

  @Test
  void a_value_applied_twice_is_counted_as_repeated() {
    apply(applied, 3);
    apply(applied, 3);

    assertThat(applied.summary().repeated()).isEqualTo(1);
  }

  @Test
  void a_flipped_bit_anywhere_behind_the_id_is_noticed() {
    for (int offset = Long.BYTES; offset < 128; offset++) {
      byte[] value = Values.encode(9, 128);
      value[offset] ^= 1;

      applied.apply(ByteBuffer.wrap(value));

      assertThat(applied.summary().damaged()).isEqualTo(offset - Long.BYTES + 1L);
    }
  }

  @Test
  void a_value_is_read_where_the_buffer_stands_and_the_buffer_is_left_alone() {
    ByteBuffer within = ByteBuffer.allocate(48);
    within.position(5).mark();
    within.put(Values.encode(11, 32)).limit(within.position()).reset();

    applied.apply(within);

    assertThat(applied.contains(11)).isTrue();
    assertThat(applied.summary().damaged()).isZero();
    assertThat(within.remaining()).isEqualTo(32);
  }

  private static void apply(AppliedValues to, long id) {
    to.apply(ByteBuffer.wrap(Values.encode(id, 16)));
  }
}
