package io.troupe.protocols.paxos.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterKeyTest {
  /** UTF-8 has no bytes for it: it would be another key on other nodes. */
  @ParameterizedTest
  @ValueSource(
      strings = {"half \ud800", "\udfad half", "\ud83c half", "\udfad\ud83c", "\ud83c\ud83c\udfad"})
  void a_key_with_half_a_surrogate_pair_is_refused(String half) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RegisterKey(half))
        .withMessageContaining("half a surrogate pair, at character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\ud83c\udfad", "\u00e9 \ud83c\udfad\ud83c\udfad \u0000"})
  void any_text_is_a_key(String text) {
    assertThat(new RegisterKey(text).value()).isEqualTo(text);
  }

  @Test
  void a_key_that_is_empty_or_too_long_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RegisterKey(""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RegisterKey("x".repeat(RegisterKey.MAX_CHARS + 1)));
  }
}
