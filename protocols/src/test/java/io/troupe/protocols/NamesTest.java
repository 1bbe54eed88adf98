package io.troupe.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void every_character_is_judged_as_the_documentation_says() {
    Pattern documented = Pattern.compile("[A-Za-z0-9._-]");
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      String name = String.valueOf(c);

      assertThat(Names.isName(name, 1)).as(name).isEqualTo(documented.matcher(name).matches());
    }
  }

  @Test
  void names_that_are_empty_too_long_or_partly_wrong_are_refused() {
    assertThat(new NodeId("n".repeat(64)).value()).hasSize(64);
    assertThat(new GroupId("g".repeat(128)).value()).hasSize(128);
    for (String wrong : new String[] {"", "n".repeat(65), "a b", "a/", "\u00e9", "a\n"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new NodeId(wrong))
          .withMessageContaining("node-id");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new GroupId("g".repeat(129)));
  }
}
