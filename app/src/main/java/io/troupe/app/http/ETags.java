package io.troupe.app.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** ETags (RFC 9110 §8.8.3): the version of a value in double quotes. */
final class ETags {
  private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E]*)\"");
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

  private ETags() {}

  static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * The version that a strong ETag stands for; 0, which no value has, if it is not one of ours.
   *
   * @throws IllegalArgumentException if it is no strong ETag; the message tells a person
   */
  static long version(String header, String tag) {
    Matcher matcher = TAG.matcher(tag);
    if (!matcher.matches() || matcher.group(1) != null) {
      throw new IllegalArgumentException(
          header
              + ": "
              + tag
              + " is neither * nor one strong ETag as an answer gave it, such as \"17\" with its"
              + " quotes.");
    }
    String opaque = matcher.group(2);
    return VERSION.matcher(opaque).matches() ? Long.parseLong(opaque) : 0;
  }

  /** Whether a list of ETags, as in If-None-Match, has this version's, or is {@code *}. */
  static boolean listMatches(String list, long version) {
    List<String> tags = Stream.of(list.split(",", -1)).map(String::trim).toList();
    return tags.contains("*") || tags.contains(of(version)) || tags.contains("W/" + of(version));
  }
}
