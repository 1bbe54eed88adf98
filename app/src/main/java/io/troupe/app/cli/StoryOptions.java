package io.troupe.app.cli;

import io.troupe.app.show.Ink;
import io.troupe.app.story.Story;
import io.troupe.app.story.StoryJson;
import io.troupe.app.story.StoryPage;
import io.troupe.app.story.StoryText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a story is told. */
final class StoryOptions {
  @Option(
      names = "--routine",
      description = "Tell what brings nothing new as well, e.g. heartbeats.")
  private boolean routine;

  @Option(
      names = "--json",
      description = "Tell it as lines of JSON, one for each scene, with all routine.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with a sequence diagram to this file as well.")
  private Optional<Path> html = Optional.empty();

  void tell(Story story, PrintWriter out) throws CommandFailure {
    if (html.isPresent()) {
      Pages.write(html.get(), StoryPage.of(story, routine));
    }
    if (json) {
      StoryJson.of(story).forEach(out::println);
    } else {
      out.print(StoryText.of(story, routine, new Ink(Terminal.showsColours())));
      html.ifPresent(file -> out.println("The picture: " + file.toAbsolutePath()));
    }
    out.flush();
  }
}
