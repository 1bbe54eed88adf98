package io.troupe.testkit.linearizability.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.testkit.linearizability.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JepsenLogTest {

  @Test
  void a_log_is_read_and_what_is_no_operation_in_it_skipped() {
    assertThat(
            JepsenLog.read(
                    List.of(
                        "INFO  jepsen.core - Running test",
                        "INFO  jepsen.util - :nemesis\t:info\t:start\tnil",
                        "INFO  jepsen.util - 0\t:invoke\t:write\t3",
                        "INFO  jepsen.util - 1\t:invoke\t:read\tnil",
                        "INFO  jepsen.util - 2\t:invoke\t:cas\t[3 4]",
                        "INFO  jepsen.util - 1\t:ok\t:read\tnil",
                        "INFO  jepsen.util - 0\t:info\t:write\t:timed-out",
                        "INFO  jepsen.util - 2\t:ok\t:cas\t[3 4]",
                        "INFO  jepsen.util - 1\t:invoke\t:cas\t[0 1]",
                        "INFO  jepsen.util - 1\t:fail\t:cas\t[0 1]"))
                .operations())
        .extracting(Operation::toString)
        .containsExactly("0: write 3 -> ?", "1: read -> no value", "2: cas 3 4 -> swapped");
  }

  @Test
  void a_history_is_read_whatever_the_order_of_its_keys() {
    assertThat(
            JepsenLog.read(
                    List.of(
                        "{:process 0, :type :invoke, :f :write, :value 3}",
                        "{:type :ok, :f :write, :value 3, :process 0, :time 17, :index 1}",
                        "{:index 2, :f :read, :process 1, :type :invoke, :value nil}",
                        "{:process 1, :type :ok, :f :read, :value 3}",
                        "{:process 1, :type :invoke, :f :cas, :value [3 4]}"))
                .operations())
        .extracting(Operation::toString)
        .containsExactly("0: write 3 -> written", "1: read -> value 3", "1: cas 3 4 -> ?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "INFO - 0 :invoke :write; expected <process :type :function value>",
        "INFO - 0 :invoke :append 3; expected :f to be one of :read, :write, :cas",
        "INFO - 0 :invoke :cas 3; expected [expected update], found <:cas 3>",
        "INFO - 0 :invoke :write nil; expected a value, found <:write nil>",
        "INFO - 0 :ok :write 3; process 0 has no operation; its :invoke is missing",
        "INFO - 7 :invoke :read nil; process 7 has an operation already",
        "{:type :invoke, :f :read, :value nil}; :process is missing",
        "{:process 0, :type :invoke, :f :write, :value [1 2]}; expected a single word as value"
      })
  void a_malformed_line_is_named_with_its_number_and_the_fix(String line, String problem) {
    assertThatThrownBy(() -> JepsenLog.read(List.of("INFO - 7 :invoke :read nil", line)))
        .hasMessageStartingWith("line 2: ")
        .hasMessageContaining(problem)
        .hasMessageEndingWith(line);
  }
}
