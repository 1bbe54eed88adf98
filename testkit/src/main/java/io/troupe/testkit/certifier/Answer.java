package io.troupe.testkit.certifier;

import java.util.Objects;

/** How a query ended. */
sealed interface Answer {

  /** With a reply; arrays are compared by content. */
  record Reply(Object value) implements Answer {
    @Override
    public boolean equals(Object other) {
      return other instanceof Reply that && Objects.deepEquals(value, that.value);
    }

    @Override
    public int hashCode() {
      return 0; // never a key
    }

    @Override
    public String toString() {
      return Shown.value(value);
    }
  }

  /** With an exception of this class. */
  record Threw(String exception) implements Answer {
    @Override
    public String toString() {
      return "an exception: " + exception;
    }
  }
}
