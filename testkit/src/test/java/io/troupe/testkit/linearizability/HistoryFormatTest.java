package io.troupe.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.testkit.linearizability.models.AppendOnlyLists;
import io.troupe.testkit.linearizability.models.Counter;
import io.troupe.testkit.linearizability.models.FifoQueue;
import io.troupe.testkit.linearizability.models.KeyValueMap;
import io.troupe.testkit.linearizability.models.Lock;
import io.troupe.testkit.linearizability.models.Register;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFormatTest {
  private static final HistoryFormat<Register.Input<String>, Register.Output<String>> REGISTER =
      new HistoryFormat<>(Register.Input.class, Register.Output.class);

  private static <I, O> void survives(
      Class<? super I> inputs, Class<? super O> outputs, String... lines) {
    HistoryFormat<I, O> format = new HistoryFormat<>(inputs, outputs);
    assertThat(format.write(format.read(List.of(lines)))).containsExactly(lines);
  }

  @Test
  void every_model_has_lines() {
    survives(
        Register.Input.class,
        Register.Output.class,
        "0 invoke write 3",
        "1 invoke read",
        "2 invoke cas 3 4",
        "0 return written",
        "1 return value",
        "2 return swapped true",
        "1 invoke read",
        "1 return value 4");
    survives(
        KeyValueMap.Input.class,
        KeyValueMap.Output.class,
        "0 invoke put k v",
        "0 return done",
        "0 invoke get k",
        "0 return value v",
        "0 invoke delete k",
        "0 return done",
        "0 invoke cas k v w",
        "0 return swapped false");
    survives(
        AppendOnlyLists.Input.class,
        AppendOnlyLists.Output.class,
        "0 invoke append k 1",
        "0 return appended",
        "0 invoke read k",
        "0 return values 1 2",
        "0 invoke read k",
        "0 return values");
    survives(
        FifoQueue.Input.class,
        FifoQueue.Output.class,
        "0 invoke enqueue 1",
        "0 return enqueued",
        "0 invoke dequeue",
        "0 return dequeued 1",
        "0 invoke dequeue",
        "0 return dequeued");
    survives(
        Lock.Input.class,
        Lock.Output.class,
        "0 invoke acquire me",
        "0 return granted",
        "0 invoke release me",
        "0 return refused");
    survives(
        Counter.Input.class,
        Counter.Output.class,
        "0 invoke add 1",
        "0 return added",
        "0 invoke add-and-get -2",
        "0 return value -1");
  }

  @Test
  void words_may_contain_anything() {
    survives(
        Register.Input.class,
        Register.Output.class,
        "0 invoke write \"two words\"",
        "1 invoke write \"\"",
        "2 invoke write \"a \\\"quote\\\", a \\\\ and\\na line\"",
        "3 invoke write \"#no-comment\"",
        "4 invoke write c#");
  }

  @Test
  void unknown_and_failed_operations_are_told_apart() {
    History<Register.Input<String>, Register.Output<String>> history =
        REGISTER.read(
            List.of(
                "# a comment, and an empty line",
                "",
                "0 invoke write 1",
                "0 unknown",
                "0 invoke write 2",
                "0 fail",
                "0 invoke write 3"));

    assertThat(history.operations())
        .extracting(Operation::toString)
        .containsExactly("0: write 1 -> ?", "0: write 3 -> ?");
    assertThat(REGISTER.write(history))
        .containsExactly("0 invoke write 1", "0 unknown", "0 invoke write 3");
  }

  @Test
  void equal_times_stay_concurrent() {
    Register.Output<String> written = new Register.Written<>();
    History<Register.Input<String>, Register.Output<String>> touching =
        new History<>(
            List.of(
                Operation.returned(0, new Register.Write<>("1"), written, 1, 2),
                Operation.returned(1, new Register.Write<>("2"), written, 2, 3)));

    assertThat(REGISTER.write(touching))
        .containsExactly(
            "0 invoke write 1", "1 invoke write 2", "0 return written", "1 return written");
  }

  @Test
  void a_process_with_two_operations_at_once_cannot_be_written() {
    Register.Output<String> written = new Register.Written<>();
    History<Register.Input<String>, Register.Output<String>> overlapping =
        new History<>(
            List.of(
                Operation.returned(0, new Register.Write<>("1"), written, 1, 3),
                Operation.returned(0, new Register.Write<>("2"), written, 2, 4)));

    assertThatThrownBy(() -> REGISTER.write(overlapping))
        .hasMessage("process 0 has two operations at once: write 1 and write 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "invoke write 1; a line is <process event words>",
        "0; a line is <process event words>",
        "0 invoke wirte 1; <wirte 1> is not one of: read | write value | cas expected update",
        "0 invoke write; expected <write value>, found 0 words after the first",
        "0 invoke write 1 2; expected <write value>, found 2 words after the first",
        "0 invoke write \"1; the quotes are wrong near <\"1>",
        "7 invoke read; process 7 has an operation already; end it first",
        "0 return written; process 0 has no operation; its line <0 invoke ...> is missing",
        "7 ok value 1; <ok> is not one of: invoke | return | fail | unknown",
        "7 return swapped yes; <yes> must be true or false"
      })
  void a_malformed_line_is_named_with_its_number_and_the_fix(String line, String problem) {
    assertThatThrownBy(() -> REGISTER.read(List.of("# three lines", "7 invoke read", line)))
        .isInstanceOfSatisfying(
            MalformedHistoryException.class, e -> assertThat(e.line()).isEqualTo(3))
        .hasMessageStartingWith("line 3: ")
        .hasMessageContaining(problem)
        .hasMessageEndingWith(line);
  }
}
