package io.troupe.protocols.ring;

import static io.troupe.protocols.ring.TokenHash.MURMUR3_X64_128;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hash is the one that everybody else calls MurmurHash3 x64 128, and stays it. */
class TokenHashTest {
  /** The first 16 digits of what SMHasher's MurmurHash3_x64_128 gives under seed 0, as a number. */
  @ParameterizedTest
  @CsvSource({
    "'', 0000000000000000",
    "hello, cbd8a7b341bd9b02",
    "'hello, world', 342fac623a5ebc8e",
    "'19 Jan 2038 at 3:14:07 AM', b89e5988b737affc",
    "The quick brown fox jumps over the lazy dog., cd99481f9ee902c9",
  })
  void known_answers(String text, String token) {
    assertThat(Long.toHexString(MURMUR3_X64_128.tokenOf(text.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(Long.toHexString(Long.parseUnsignedLong(token, 16)));
  }

  @Test
  void every_length_and_every_offset_gives_what_guava_gives() {
    Random random = new Random(1);
    for (int length = 0; length <= 200; length++) {
      byte[] bytes = new byte[length + 32];
      random.nextBytes(bytes);
      int offset = random.nextInt(32);

      assertThat(MURMUR3_X64_128.tokenOf(bytes, offset, length))
          .as("%d bytes from %d", length, offset)
          .isEqualTo(Hashing.murmur3_128().hashBytes(bytes, offset, length).asLong());
    }
  }

  @Test
  void a_part_outside_of_the_array_is_refused() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> MURMUR3_X64_128.tokenOf(new byte[8], 1, 8));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> MURMUR3_X64_128.tokenOf(new byte[8], -1, 2));
  }
}
