package io.troupe.protocols.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySpaceTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 257, 1_021, 16_381, KeySpace.SHARDS_MAX})
  void a_prime_number_of_shards_is_taken(int shards) {
    assertThat(KeySpace.of(shards).shards()).isEqualTo(shards);
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1031",
    "1020, 1021",
    "1022117, 1022123",
    "1, 2",
    "0, 2",
    "-7, 2",
    "1048574, 1048573",
    "2147483647, 1048573"
  })
  void another_number_is_refused_and_the_next_prime_named(int shards, int suggestion) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySpace.of(shards))
        .withMessageContaining("not " + shards)
        .withMessageContaining("try " + suggestion);
  }

  @Test
  void the_shard_is_the_token_modulo_the_prime_as_unsigned_numbers() {
    KeySpace keys = KeySpace.of(7);

    assertThat(keys.shardOfToken(0)).isZero();
    assertThat(keys.shardOfToken(13)).isEqualTo(6);
    assertThat(keys.shardOfToken(Long.MAX_VALUE)).isEqualTo((int) (Long.MAX_VALUE % 7));
    // 2^64 - 1 and 2^63: 2^64 mod 7 is 2, 2^63 mod 7 is 1.
    assertThat(keys.shardOfToken(-1)).isEqualTo(1);
    assertThat(keys.shardOfToken(Long.MIN_VALUE)).isEqualTo(1);
  }

  @Test
  void the_shard_of_a_part_is_the_shard_of_those_bytes() {
    KeySpace keys = KeySpace.of(1_021);

    assertThat(keys.shardOf(new byte[] {9, 1, 2, 3, 9}, 1, 3))
        .isEqualTo(keys.shardOf(new byte[] {1, 2, 3}));
  }
}
