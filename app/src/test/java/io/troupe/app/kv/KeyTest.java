package io.troupe.app.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b c?#%", "ключ", "🐘", " "})
  void a_key_is_any_text_without_control_characters(String text) {
    assertThat(new Key(text).value()).isEqualTo(text);
  }

  @Test
  void length_is_counted_in_characters_not_in_bytes_or_utf16_units() {
    String longest = "🐘".repeat(Key.MAX_CHARACTERS);

    assertThat(new Key(longest).utf8()).hasSize(Key.MAX_BYTES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Key(longest + "x"))
        .withMessage("the key has 257 characters: at most 256 are allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "\u0000", "\u0085", "\uD83D", "caf\uFFFD"})
  void what_is_no_key_is_refused_with_a_reason(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Key(text))
        .withMessageStartingWith("the key ");
  }
}
