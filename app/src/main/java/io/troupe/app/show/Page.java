package io.troupe.app.show;

import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One page of HTML that needs nothing but itself: styles, pictures and scripts are inside, nothing
 * is loaded from anywhere. Readable on light and on dark screens.
 */
public final class Page {
  private final String title;
  private final List<String> styles = new ArrayList<>(List.of(resource("page.css")));
  private final List<String> scripts = new ArrayList<>();

  public Page(String title) {
    this.title = title;
  }

  public Page withStyle(String css) {
    styles.add(css);
    return this;
  }

  public Page withScript(String javascript) {
    scripts.add(javascript);
    return this;
  }

  /** The whole document. */
  public String render(List<? extends DomContent> content) {
    return document(
        html(
                head(
                    meta().withCharset("utf-8"),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    title(title),
                    style().with(rawHtml(String.join("\n", styles)))),
                body(
                    each(content, part -> part),
                    each(scripts, javascript -> script().with(rawHtml(javascript)))))
            .withLang("en"));
  }

  /** A text file beside this class. */
  public static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + Page.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
