package io.troupe.testkit.certifier;

import java.util.List;
import java.util.stream.Collectors;

/** What a person reads of a broken law. */
record Report<C, Q>(Finding finding, List<Step<C, Q>> log) {
  private static final int MAX_SHOWN_COMMANDS = 20;

  LawBroken broken(long seed, String repeat) {
    Law law = finding.law();
    String text =
        String.format(
            """
            %s does not hold: %s
              found:   %s
              where:   %s
              advice:  %s
              log:     %s
              repeat:  seed %d: %s\
            """,
            law, law.statement(), finding.what(), where(), law.advice(), commands(), seed, repeat);
    return new LawBroken(law, seed, index(), text, finding);
  }

  private long index() {
    return finding.steps() == 0 ? 0 : log.get(finding.steps() - 1).index();
  }

  private String where() {
    return finding.steps() == 0
        ? "before the first command"
        : String.format(
            "command %d of the log below, index %d: %s",
            finding.steps(), index(), Shown.value(log.get(finding.steps() - 1).command()));
  }

  /** The log, each command behind its index. */
  private String commands() {
    String first =
        log.stream()
            .limit(MAX_SHOWN_COMMANDS)
            .map(step -> step.index() + ": " + Shown.value(step.command()))
            .collect(Collectors.joining(", "));
    String rest = log.size() > MAX_SHOWN_COMMANDS ? ", ... (" + log.size() + " commands)" : "";
    return log.isEmpty() ? "no command" : first + rest;
  }
}
