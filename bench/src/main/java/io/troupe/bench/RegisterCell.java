package io.troupe.bench;

import io.troupe.bench.register.CounterLoad.Keys;
import java.util.Locale;

/** One point of the registers' table, whoever is measured. */
record RegisterCell(Kind kind, Keys keys, int clients) {

  /** What clients do. */
  enum Kind {
    CHANGE,
    READ
  }

  @Override
  public String toString() {
    return (kind + " " + keys).toLowerCase(Locale.ROOT) + " x " + clients;
  }
}
