package io.troupe.testkit.linearizability;

import io.troupe.testkit.linearizability.Contradiction.Explanation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A picture of an unlinearizable history, as a page of HTML that needs nothing but a browser.
 *
 * <p>It has a lane for each process and a bar for each operation, which fades out where the outcome
 * is unknown. A path leads through the points at which the operations could have taken effect, up
 * to the impossible one; there is one for each answer that would have been possible.
 */
public final class HistoryPicture {
  private static final int MAX_STATE_LENGTH = 60;

  private HistoryPicture() {}

  /** The whole page. */
  public static <I, O> String html(Contradiction<I, O> contradiction) {
    Drawing<I, O> drawing = new Drawing<>(contradiction);
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Not linearizable</title>
    <style>
    %s</style></head>
    <body>
    <h1>Not linearizable</h1>
    <p class="summary">%s</p>
    <p class="scope">%s</p>
    %s<div class="scroll">
    %s</div>
    <p class="legend"><span class="key core"></span>contradict each other, whatever the rest did
    <span class="key impossible"></span>the first impossible answer
    <span class="key other"></span>the rest
    <span class="key unknown"></span>outcome unknown by then
    <span class="key point"></span>takes effect, in the order of the numbers</p>
    <script>
    const scroll = document.querySelector(".scroll"), names = document.querySelector(".names");
    scroll.onscroll = () => names.setAttribute("transform", `translate(${scroll.scrollLeft})`);
    scroll.scrollLeft = %d;
    </script>
    </body></html>
    """
        .formatted(
            style(),
            escape(contradiction.summary()),
            escape(scope(contradiction, drawing.operations())),
            choices(contradiction.explanations()),
            drawing.svg(),
            drawing.cut());
  }

  private static String scope(Contradiction<?, ?> contradiction, int drawn) {
    int all = contradiction.prefix().size();
    int core = contradiction.core().size();
    String others =
        core == 1
            ? " It is impossible by itself, whatever the others did."
            : " " + core + " of them contradict each other, whatever the others did";
    String least = contradiction.smallest() ? "; without any one of these, all is well." : ".";
    return "Part "
        + contradiction.key()
        + ": "
        + all
        + " operations were invoked by then"
        + (drawn < all ? ", " + drawn + " of them are drawn." : ".")
        + others
        + (core == 1 ? "" : least);
  }

  private static String choices(List<? extends Explanation<?, ?>> explanations) {
    StringBuilder choices = new StringBuilder();
    for (int i = 0; i < explanations.size(); i++) {
      choices.append(
          """
          <input type="radio" name="path" id="choice%1$d"%2$s>\
          <label for="choice%1$d">An order that gives <b>%3$s</b> <small>state: %4$s</small></label>
          """
              .formatted(
                  i,
                  i == 0 ? " checked" : "",
                  escape(explanations.get(i).output().toString()),
                  escape(shorten(explanations.get(i).state()))));
    }
    return choices.toString();
  }

  private static String shorten(Object of) {
    String state = of instanceof Optional<?> value ? value(value) : of.toString();
    return state.length() <= MAX_STATE_LENGTH
        ? state
        : state.substring(0, MAX_STATE_LENGTH / 2)
            + " ... "
            + state.substring(state.length() - MAX_STATE_LENGTH / 2);
  }

  private static String value(Optional<?> value) {
    return value.map(Object::toString).orElse("empty");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String style() {
    try (InputStream css = HistoryPicture.class.getResourceAsStream("picture.css")) {
      return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
