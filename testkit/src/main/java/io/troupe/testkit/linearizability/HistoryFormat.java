package io.troupe.testkit.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Histories as lines of text, one event a line, in the order of time:
 *
 * <pre>
 * # process event words
 * 0 invoke write 3
 * 1 invoke read
 * 0 return written
 * 1 return value 3
 * 0 invoke cas 3 4
 * 1 invoke write 5
 * 0 unknown
 * 1 fail
 * </pre>
 *
 * <p>A line is {@code process event word...}, separated by white space. A process is a number, and
 * has one operation at a time. {@code invoke} starts one and is followed by the input; {@code
 * return} ends it with the output; {@code fail} says that it certainly did not happen, {@code
 * unknown} that nobody knows. An operation that does not end is of unknown outcome. Empty lines and
 * lines that begin with {@code #} do not count.
 *
 * <p>Inputs and outputs are records of a sealed interface each, written as the name of the record
 * in lower case ({@code AddAndGet} is {@code add-and-get}), then a word for each component. The
 * last component may be an {@code Optional}, with no word if it is empty, or a {@code List}, with a
 * word for each element. Components of type {@code long}, {@code int} and {@code boolean} are read
 * as such, all others as strings. A word with white space, quotes, a backslash or a leading {@code
 * #}, and an empty one, is put in double quotes, where {@code \"}, {@code \\} and {@code \n} stand
 * for a quote, a backslash and a line feed.
 *
 * <p>Only the order of events is kept, not their times.
 */
public final class HistoryFormat<I, O> {
  private final Vocabulary<I> inputs;
  private final Vocabulary<O> outputs;

  /**
   * For inputs and outputs that are records of these sealed interfaces, with strings wherever a
   * type parameter stands.
   */
  public HistoryFormat(Class<? super I> inputs, Class<? super O> outputs) {
    this.inputs = new Vocabulary<>(inputs);
    this.outputs = new Vocabulary<>(outputs);
  }

  /** Throws {@link MalformedHistoryException} at the first line that is not as it should be. */
  public History<I, O> read(List<String> lines) {
    HistoryRecorder<I, O> recorder = new HistoryRecorder<>();
    Map<Long, Long> open = new HashMap<>();
    int number = 0;
    for (String line : lines) {
      number++;
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      try {
        event(Words.split(line), recorder, open);
      } catch (IllegalArgumentException e) {
        throw new MalformedHistoryException(number, line, String.valueOf(e.getMessage()));
      }
    }
    return recorder.history();
  }

  private void event(List<String> words, HistoryRecorder<I, O> recorder, Map<Long, Long> open) {
    if (words.size() < 2 || !words.get(0).matches("\\d{1,18}")) {
      throw new IllegalArgumentException(
          "a line is <process event words>, the process a number: 0 invoke write 3");
    }
    long process = Long.parseLong(words.get(0));
    String event = words.get(1);
    List<String> rest = words.subList(2, words.size());
    if (event.equals("invoke")) {
      if (open.containsKey(process)) {
        throw new IllegalArgumentException(
            "process "
                + process
                + " has an operation already; end it first, or use another number");
      }
      open.put(process, recorder.invoke(process, inputs.read(rest)));
      return;
    }
    Long id = open.remove(process);
    if (id == null) {
      throw new IllegalArgumentException(
          "process "
              + process
              + " has no operation; its line <"
              + process
              + " invoke ...> is missing");
    }
    switch (event) {
      case "return" -> recorder.returned(id, outputs.read(rest));
      case "fail" -> recorder.failed(id);
      case "unknown" -> recorder.unknown(id);
      default ->
          throw new IllegalArgumentException(
              "<" + event + "> is not one of: invoke | return | fail | unknown");
    }
  }

  private record Event(long at, boolean ends, String line) {}

  /**
   * The lines of {@code history}, which {@link #read} makes an equivalent one of: the same
   * operations precede the same. Throws {@link IllegalArgumentException} if a process has two
   * operations at once.
   */
  public List<String> write(History<I, O> history) {
    List<Event> events = new ArrayList<>();
    Map<Long, Operation<I, O>> last = new HashMap<>();
    for (Operation<I, O> operation : history.operations()) {
      String process = operation.process() + " ";
      Operation<I, O> before = last.put(operation.process(), operation);
      if (before != null && before.isUnknown()) {
        events.add(new Event(operation.invoked(), false, process + "unknown"));
      } else if (before != null && before.returned() >= operation.invoked()) {
        throw new IllegalArgumentException(
            "process "
                + process
                + "has two operations at once: "
                + before.input()
                + " and "
                + operation.input());
      }
      String input = Words.join(inputs.words(operation.input()));
      events.add(new Event(operation.invoked(), false, process + "invoke " + input));
      operation
          .outcome()
          .output()
          .map(output -> process + "return " + Words.join(outputs.words(output)))
          .ifPresent(line -> events.add(new Event(operation.returned(), true, line)));
    }
    // Equal times mean concurrent: who starts does so before anybody ends.
    events.sort(Comparator.comparingLong(Event::at).thenComparing(Event::ends));
    return events.stream().map(Event::line).collect(Collectors.toList());
  }
}
