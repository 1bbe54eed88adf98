package io.troupe.app.story;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import io.troupe.app.show.Page;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** A story as a page: how it ended, and a sequence diagram of how it came to that. */
public final class StoryPage {
  private StoryPage() {}

  /**
   * The whole page.
   *
   * @param withRoutine whether routine messages are drawn one by one
   */
  public static String of(Story story, boolean withRoutine) {
    List<DomContent> content = new ArrayList<>();
    content.add(h1(story.title()));
    content.add(pre(code(story.command())).withClass("command"));
    content.add(p(story.verdict()).withClasses("verdict", story.good() ? "good" : "bad"));
    content.add(div(each(story.ending(), StoryPage::ending)).withClass("cards"));
    content.add(h2("What happened"));
    content.add(p(story.premise()).withClass("soft"));
    content.add(legend());
    SequencePicture picture = new SequencePicture(story, withRoutine);
    content.add(div(picture.names()).withClass("names"));
    content.add(picture.picture());
    content.add(div().withId("detail").attr("role", "status").attr("hidden", true));
    return new Page("Troupe: " + story.title())
        .withStyle(Page.resource("story.css"))
        .withScript(Page.resource("story.js"))
        .render(content);
  }

  private static DomContent ending(Table part) {
    return section(
            h2(part.title()),
            div(table(
                    thead(tr(each(part.heads(), head -> th(head).attr("scope", "col")))),
                    tbody(each(part.rows(), row -> tr(each(row, cell -> td(cell)))))))
                .withClass("scroll"))
        .withClass("card");
  }

  private static DomContent legend() {
    return ul(
            entry("follows", "follows"),
            entry("strives", "stands for election"),
            entry("leads", "leads"),
            entry("arrow", "a message"),
            entry("yes", "yes, I have it"),
            entry("no", "no"),
            entry("gone", "lost"),
            li(span("Point at anything to read all of it.").withClass("soft")))
        .withClass("legend");
  }

  private static DomContent entry(String look, String meaning) {
    return li(span().withClasses("look", look), span(meaning));
  }
}
