package io.troupe.testkit.linearizability.models;

import io.troupe.testkit.linearizability.History;
import io.troupe.testkit.linearizability.HistoryRecorder;
import io.troupe.testkit.linearizability.MalformedHistoryException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the operations on a register from a log or a history of Jepsen.
 *
 * <p>Both forms are read, one operation a line:
 *
 * <pre>
 * INFO  jepsen.util - 0 :invoke :write 3
 * {:process 0, :type :ok, :f :cas, :value [1 2]}
 * </pre>
 *
 * <p>The functions are {@code :read}, {@code :write} and {@code :cas}, values are single words, and
 * {@code nil} is the empty register. {@code :ok} returned; {@code :fail} did not happen and leaves
 * the history, also a compare-and-set that may have failed for the value it found; {@code :info}
 * has an unknown outcome, as has what does not end. Lines of the nemesis, and lines without any of
 * these four words, are skipped.
 */
public final class JepsenLog {
  private static final Pattern TYPE = Pattern.compile(":(invoke|ok|fail|info)(?=[\\s,}]|$)");

  private static final Pattern LOGGED =
      Pattern.compile("(?:^|.* )(\\d+)\\s+:(invoke|ok|fail|info)\\s+:(\\S+)\\s+(.+)");

  private static final Pattern PAIR = Pattern.compile("\\[\\s*(\\w+)[\\s,]+(\\w+)\\s*]");

  private record Line(long process, String type, String function, String value) {}

  private final HistoryRecorder<Register.Input<String>, Register.Output<String>> recorder =
      new HistoryRecorder<>();
  private final Map<Long, Long> open = new HashMap<>();

  private JepsenLog() {}

  /** Throws {@link MalformedHistoryException} at the first line that is not as it should be. */
  public static History<Register.Input<String>, Register.Output<String>> read(List<String> lines) {
    JepsenLog log = new JepsenLog();
    int number = 0;
    for (String line : lines) {
      number++;
      if (TYPE.matcher(line).find() && !line.contains(":nemesis")) {
        try {
          log.add(parse(line));
        } catch (IllegalArgumentException e) {
          throw new MalformedHistoryException(number, line, String.valueOf(e.getMessage()));
        }
      }
    }
    return log.recorder.history();
  }

  private static Line parse(String line) {
    if (line.contains(":type")) {
      return new Line(
          process(field(line, ":process")),
          field(line, ":type").substring(1),
          field(line, ":f").substring(1),
          field(line, ":value"));
    }
    Matcher logged = LOGGED.matcher(line.strip());
    if (!logged.matches()) {
      throw new IllegalArgumentException(
          "expected <process :type :function value>, as in <0 :invoke :write 3>");
    }
    return new Line(
        process(logged.group(1)), logged.group(2), logged.group(3), logged.group(4).strip());
  }

  private static String field(String line, String name) {
    Matcher field = Pattern.compile(name + "\\s+(\\[[^\\]]*]|\"[^\"]*\"|[^\\s,}]+)").matcher(line);
    if (!field.find()) {
      throw new IllegalArgumentException(
          name + " is missing; expected {:process 0, :type :invoke, :f :write, :value 3}");
    }
    return field.group(1);
  }

  private static long process(String digits) {
    if (!digits.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("the process is <" + digits + ">; it must be a number");
    }
    return Long.parseLong(digits);
  }

  private void add(Line line) {
    if (line.type.equals("invoke")) {
      if (open.containsKey(line.process)) {
        throw new IllegalArgumentException(
            "process " + line.process + " has an operation already, which must end first");
      }
      open.put(line.process, recorder.invoke(line.process, input(line)));
      return;
    }
    Long id = open.remove(line.process);
    if (id == null) {
      throw new IllegalArgumentException(
          "process " + line.process + " has no operation; its :invoke is missing");
    }
    switch (line.type) {
      case "ok" -> recorder.returned(id, output(line));
      case "fail" -> recorder.failed(id);
      default -> recorder.unknown(id);
    }
  }

  private static Register.Input<String> input(Line line) {
    return switch (line.function) {
      case "read" -> new Register.Read<>();
      case "write" -> new Register.Write<>(value(line).orElseThrow(() -> wrong("a value", line)));
      case "cas" -> cas(line);
      default -> throw wrong(":f to be one of :read, :write, :cas", line);
    };
  }

  private static Register.Output<String> output(Line line) {
    return switch (line.function) {
      case "read" -> new Register.Value<>(value(line));
      case "write" -> new Register.Written<>();
      case "cas" -> new Register.Swapped<>(true);
      default -> throw wrong(":f to be one of :read, :write, :cas", line);
    };
  }

  private static Register.Input<String> cas(Line line) {
    Matcher pair = PAIR.matcher(line.value);
    if (!pair.matches()) {
      throw wrong("[expected update]", line);
    }
    return new Register.Cas<>(pair.group(1), pair.group(2));
  }

  private static Optional<String> value(Line line) {
    if (!line.value.matches("[^\\s\\[\\]]+")) {
      throw wrong("a single word as value", line);
    }
    return line.value.equals("nil") ? Optional.empty() : Optional.of(line.value);
  }

  private static IllegalArgumentException wrong(String expected, Line line) {
    return new IllegalArgumentException(
        "expected " + expected + ", found <:" + line.function + " " + line.value + ">");
  }
}
