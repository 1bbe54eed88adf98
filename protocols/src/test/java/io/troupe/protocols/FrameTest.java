package io.troupe.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FrameTest {
  @Test
  void it_spans_count_entries_from_its_first_index() {
    Frame frame = Frame.commands(3, 10, 5, Bytes.wrap(new byte[7]));

    assertThat(frame.lastIndex()).isEqualTo(14);
    assertThat(frame.last()).isEqualTo(new LogPosition(3, 14));
    assertThat(frame.sizeBytes()).isEqualTo(Frame.OVERHEAD_BYTES + 7);
    assertThat(frame).hasToString("10..14@3");
    assertThat(Frame.noOp(3, 1)).hasToString("1@3 no-op");
  }

  @Test
  void terms_indices_and_counts_start_at_one_and_do_not_overflow() {
    assertThatThrownBy(() -> Frame.noOp(0, 1)).hasMessageContaining("term 0");
    assertThatThrownBy(() -> Frame.noOp(1, 0)).hasMessageContaining("first index 0");
    assertThatThrownBy(() -> Frame.commands(1, 1, 0, Bytes.EMPTY)).hasMessageContaining("count 0");
    assertThatThrownBy(() -> Frame.commands(1, Long.MAX_VALUE, 2, Bytes.EMPTY))
        .hasMessageContaining("no such frame");
  }

  @Test
  void a_no_op_is_one_entry_without_bytes() {
    assertThatThrownBy(() -> new Frame(Frame.Kind.NO_OP, 1, 1, 2, Bytes.EMPTY))
        .hasMessage("a no-op is one empty entry");
  }

  @Test
  void a_log_is_as_up_to_date_by_term_first_and_by_length_then() {
    LogPosition longer = new LogPosition(1, 9);
    LogPosition newer = new LogPosition(2, 3);

    assertThat(newer.isAtLeastAsUpToDateAs(longer)).isTrue();
    assertThat(longer.isAtLeastAsUpToDateAs(newer)).isFalse();
    assertThat(longer.isAtLeastAsUpToDateAs(longer)).isTrue();
    assertThat(longer.isAtLeastAsUpToDateAs(LogPosition.ORIGIN)).isTrue();
  }
}
