package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of words. A word with white space, quotes, a backslash or a leading {@code #} in it, and
 * an empty one, is put in double quotes, in which {@code \"}, {@code \\} and {@code \n} stand for a
 * quote, a backslash and a line feed.
 */
final class Words {
  private static final Pattern WORD =
      Pattern.compile("\\G\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"(?=\\s|$)|([^\\s\"\\\\]+)(?=\\s|$))");

  private static final Pattern PLAIN = Pattern.compile("[^\\s\"\\\\#][^\\s\"\\\\]*");

  private Words() {}

  static String join(List<String> words) {
    return words.stream().map(Words::quoteIfNeeded).collect(Collectors.joining(" "));
  }

  /** Throws {@link IllegalArgumentException} with the position of what is not a word. */
  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    String text = line.strip();
    int end = 0;
    for (Matcher matcher = WORD.matcher(text); matcher.find(); end = matcher.end()) {
      String quoted = matcher.group(1);
      words.add(quoted == null ? matcher.group(2) : unescape(quoted));
    }
    if (end < text.length()) {
      throw new IllegalArgumentException(
          "the quotes are wrong near <"
              + text.substring(end).strip()
              + ">; close them, and write \\\" for one within");
    }
    return words;
  }

  private static String quoteIfNeeded(String word) {
    return PLAIN.matcher(word).matches()
        ? word
        : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String unescape(String quoted) {
    return Pattern.compile("\\\\(.)")
        .matcher(quoted)
        .replaceAll(
            escaped ->
                Matcher.quoteReplacement(escaped.group(1).equals("n") ? "\n" : escaped.group(1)));
  }
}
