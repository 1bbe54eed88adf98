package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operations in the order of their effect, sharing their beginnings. */
sealed interface Trail {

  record Start() implements Trail {}

  record After(Trail before, int operation) implements Trail {}

  default Trail then(int operation) {
    return new After(this, operation);
  }

  /** From the first to the last. */
  default List<Integer> toList() {
    List<Integer> operations = new ArrayList<>();
    for (Trail at = this; at instanceof After after; at = after.before) {
      operations.add(after.operation);
    }
    Collections.reverse(operations);
    return operations;
  }
}
