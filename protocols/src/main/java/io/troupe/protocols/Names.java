package io.troupe.protocols;

/** What names of nodes and groups are made of: they are parts of file names and of keys. */
final class Names {
  private Names() {}

  /**
   * Whether it is 1 to {@code maxChars} letters, digits, dots, underscores and hyphens, all ASCII.
   * By hand: every ballot that is read has a name in it, and a regular expression took 6 % of the
   * CPU of registers.
   */
  static boolean isName(String value, int maxChars) {
    if (value.isEmpty() || value.length() > maxChars) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isAllowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || c == '.';
      if (!isAllowed) {
        return false;
      }
    }
    return true;
  }
}
