package io.troupe.actors.wire;

/**
 * The version numbers of one format: what this version of Troupe writes is the newest that it
 * reads. A number grows when older versions of Troupe could misread what a newer one writes; a new
 * field that they may ignore does not need it.
 *
 * @param name what the numbers count, for error messages
 * @param oldest the oldest version that is read
 * @param newest the newest version that is read, and the one that is written
 */
record FormatVersion(String name, int oldest, int newest) {
  static final FormatVersion WIRE = new FormatVersion("wire format", 1, 1);
  static final FormatVersion LOG_EVENT = new FormatVersion("log event format", 1, 1);
  static final FormatVersion PAXOS_EVENT = new FormatVersion("Paxos event format", 1, 1);

  /**
   * @throws WireFormatException naming both versions if {@code found} cannot be read
   */
  void check(int found) {
    if (found < oldest || found > newest) {
      throw new WireFormatException(
          "the bytes have "
              + name
              + " "
              + Integer.toUnsignedString(found)
              + ", this version of Troupe reads "
              + (oldest == newest ? "only " + newest : oldest + " to " + newest)
              + (found == 0
                  ? "; they were not written by Troupe, or are damaged"
                  : "; run the version of Troupe that wrote them, or a newer one"));
    }
  }
}
