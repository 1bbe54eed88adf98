package io.troupe.testkit.certifier;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for a shorter log that breaks the same law: leaves out ever smaller parts as long as that
 * does not mend it (delta debugging).
 */
final class Shrinking<C, Q, R> {
  private static final int MAX_CHECKS = 300;

  private final Subject<C, Q, R> subject;
  private List<Step<C, Q>> shortest;
  private Finding finding;
  private int checks;

  Shrinking(Subject<C, Q, R> subject, List<Step<C, Q>> log, Finding finding) {
    this.subject = subject;
    this.shortest = log;
    this.finding = finding;
  }

  Shrinking<C, Q, R> shrink() {
    keep(shortest.subList(0, finding.steps()));
    for (int part = Math.max(1, shortest.size() / 2); part > 0; part /= 2) {
      int from = 0;
      while (from < shortest.size() && checks < MAX_CHECKS) {
        if (!keep(without(from, part))) {
          from += part;
        }
      }
    }
    return this;
  }

  LawBroken report(long seed, String repeat) {
    return new Report<>(finding, shortest).broken(seed, repeat);
  }

  private List<Step<C, Q>> without(int from, int count) {
    List<Step<C, Q>> rest = new ArrayList<>(shortest.subList(0, from));
    rest.addAll(shortest.subList(Math.min(shortest.size(), from + count), shortest.size()));
    return rest;
  }

  private boolean keep(List<Step<C, Q>> candidate) {
    checks++;
    try {
      new LogCheck<>(subject, candidate).check();
    } catch (Finding found) {
      if (found.law() == finding.law()) {
        shortest = candidate;
        finding = found;
        return true;
      }
    }
    return false;
  }
}
