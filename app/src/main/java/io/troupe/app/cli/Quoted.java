package io.troupe.app.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Arguments as a shell takes them. */
final class Quoted {
  private Quoted() {}

  static String arguments(List<String> values) {
    return values.stream().map(Quoted::argument).collect(Collectors.joining(" "));
  }

  private static String argument(String value) {
    return value.matches("[A-Za-z0-9._/:=@%+,-]+")
        ? value
        : "'" + value.replace("'", "'\\''") + "'";
  }
}
