package io.troupe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Calls a command as its users do, in this JVM, and keeps what it printed last. */
final class Console {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs a command, its arguments separated by spaces; returns the exit code. */
  int run(String command) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return TroupeCommand.run(
        new PrintWriter(out, true), new PrintWriter(err, true), command.split(" "));
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /**
   * Reads a page that it wrote.
   *
   * @throws AssertionError if the page needs anything from elsewhere
   */
  static String page(Path file) throws IOException {
    String html = Files.readString(file);
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .doesNotContain("<link", "<img", "src=", "@import");
    assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http");
    return html;
  }

  /** What it printed, as lines of JSON. */
  List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (String line : (Iterable<String>) out().lines()::iterator) {
      lines.add(json.readTree(line));
    }
    return lines;
  }
}
