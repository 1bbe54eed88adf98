package io.troupe.app.show;

import java.util.List;
import java.util.Locale;

/**
 * Colours of nodes that can be told apart, on light and on dark, and the first eight also by the
 * colour-blind (Okabe and Ito 2008).
 */
public final class Palette {
  private static final List<String> FIRST =
      List.of(
          "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#b8a800", "#8c8c94");
  private static final double GOLDEN_ANGLE_DEGREES = 137.508;

  private Palette() {}

  /** The colour of the i-th node, from 0, as CSS has it. */
  public static String colour(int i) {
    return i < FIRST.size()
        ? FIRST.get(i)
        : String.format(
            Locale.ROOT,
            "hsl(%.0f 55%% %d%%)",
            i * GOLDEN_ANGLE_DEGREES % 360,
            i % 2 == 0 ? 45 : 60);
  }
}
