package io.troupe.app.cli;

/** An ETag as a person types it: shells eat quotes, so they may be left out. */
final class ETagArgument {
  private ETagArgument() {}

  static String quoted(String typed) {
    return typed.equals("*") || typed.startsWith("\"") ? typed : "\"" + typed + "\"";
  }
}
