package io.troupe.app;

import io.troupe.app.cli.TroupeCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The process behind {@code ./troupe}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = TroupeCommand.run(out, err, arguments);
    System.exit(exitCode);
  }
}
