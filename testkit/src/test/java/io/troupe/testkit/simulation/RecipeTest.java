package io.troupe.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTest {
  @Test
  void a_recipe_is_read_back_from_its_text() {
    Recipe recipe =
        Recipe.of(5, 20_000)
            .until(2_400)
            .withFaults(List.of(3, 7))
            .calming(Recipe.Part.DISK)
            .calming(Recipe.Part.NETWORK)
            .every(4);

    assertThat(recipe)
        .hasToString("5/horizon=20000/until=2400/faults=3,7/calm=network,disk/every=4");
    assertThat(Recipe.parse(recipe.toString())).isEqualTo(recipe);
  }

  @Test
  void a_seed_alone_is_a_recipe_and_so_is_one_without_any_fault() {
    assertThat(Recipe.parse("-17")).isEqualTo(Recipe.of(-17));
    assertThat(Recipe.parse("5/faults=")).isEqualTo(Recipe.of(5).withFaults(List.of()));
  }

  @Test
  void what_is_not_a_recipe_is_refused_by_name() {
    assertThatThrownBy(() -> Recipe.parse("5/fautls=1")).hasMessageContaining("fautls");
    assertThatThrownBy(() -> Recipe.parse("5/until=0")).hasMessageContaining("until 0");
  }
}
