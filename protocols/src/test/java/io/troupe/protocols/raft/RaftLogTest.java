package io.troupe.protocols.raft;

import static io.troupe.protocols.raft.ReplicaFixture.at;
import static io.troupe.protocols.raft.ReplicaFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames 1..3 of term 1, 4..4 of term 1, 5..6 of term 2 and 7..9 of term 4. */
class RaftLogTest {
  private static final Frame FIRST = Frame.commands(1, 1, 3, bytes("123"));
  private static final Frame SECOND = Frame.commands(1, 4, 1, bytes("4"));
  private static final Frame THIRD = Frame.commands(2, 5, 2, bytes("56"));
  private static final Frame FOURTH = Frame.commands(4, 7, 3, bytes("789"));

  private final RaftLog log = new RaftLog();

  RaftLogTest() {
    List.of(FIRST, SECOND, THIRD, FOURTH).forEach(log::append);
  }

  @Test
  void every_index_has_the_term_of_its_frame() {
    long[] terms = {0, 1, 1, 1, 1, 2, 2, 4, 4, 4};
    for (int index = 0; index < terms.length; index++) {
      assertThat(log.termAt(index)).as("term at %s", index).isEqualTo(terms[index]);
      assertThat(log.before(index + 1)).isEqualTo(new LogPosition(terms[index], index));
    }
  }

  @Test
  void it_holds_the_positions_it_has_and_all_before_its_start() {
    assertThat(log.contains(LogPosition.ORIGIN)).isTrue();
    assertThat(log.contains(at(5, 2))).isTrue();
    assertThat(log.contains(at(5, 3))).isFalse();
    assertThat(log.contains(at(10, 4))).isFalse();

    log.compact(at(6, 2), at(4, 1));

    assertThat(log.contains(at(3, 1))).isTrue();
    assertThat(log.contains(at(4, 1))).isTrue();
    assertThat(log.contains(at(4, 2))).isFalse();
  }

  @Test
  void a_hint_leads_to_the_last_frame_that_may_match() {
    assertThat(log.lastNotAfter(at(9, 3))).isEqualTo(at(6, 2));
    assertThat(log.lastNotAfter(at(5, 2))).isEqualTo(at(4, 1));
    assertThat(log.lastNotAfter(at(8, 4))).isEqualTo(at(6, 2));
    assertThat(log.lastNotAfter(at(2, 1))).isEqualTo(LogPosition.ORIGIN);
  }

  @Test
  void a_hint_is_what_stands_before_the_conflicting_term() {
    assertThat(log.beforeTermAt(8)).isEqualTo(at(6, 2));
    assertThat(log.beforeTermAt(6)).isEqualTo(at(4, 1));
    assertThat(log.beforeTermAt(4)).isEqualTo(LogPosition.ORIGIN);
  }

  @Test
  void reading_stops_at_frames_and_bytes_but_gives_at_least_one_frame() {
    assertThat(log.read(1, 9, 10_000)).containsExactly(FIRST, SECOND, THIRD, FOURTH);
    assertThat(log.read(4, 2, 10_000)).containsExactly(SECOND, THIRD);
    assertThat(log.read(4, 9, 67)).containsExactly(SECOND, THIRD);
    assertThat(log.read(4, 9, 66)).containsExactly(SECOND);
    assertThat(log.read(7, 9, 1)).containsExactly(FOURTH);
    assertThat(log.read(10, 9, 10_000)).isEmpty();
  }

  @Test
  void frames_between_two_edges_are_all_those_and_no_other() {
    assertThat(log.between(3, 6)).containsExactly(SECOND, THIRD);
    assertThat(log.between(0, 3)).containsExactly(FIRST);
    assertThat(log.between(9, 9)).isEmpty();
  }

  @Test
  void truncation_removes_from_the_index_on_and_nothing_before() {
    log.truncateFrom(5);

    assertThat(log.frames()).containsExactly(FIRST, SECOND);
    assertThat(log.last()).isEqualTo(at(4, 1));
    assertThat(log.sizeBytes()).isEqualTo(FIRST.sizeBytes() + SECOND.sizeBytes());
  }

  @Test
  void compaction_removes_up_to_the_index_and_nothing_after() {
    log.compact(at(6, 2), at(4, 1));

    assertThat(log.frames()).containsExactly(THIRD, FOURTH);
    assertThat(log.start()).isEqualTo(at(4, 1));
    assertThat(log.snapshot()).isEqualTo(at(6, 2));
    assertThat(log.sizeBytes()).isEqualTo(THIRD.sizeBytes() + FOURTH.sizeBytes());
  }

  @Test
  void a_compaction_retains_whole_frames_within_its_bytes() {
    assertThat(log.retain(at(6, 2), 0)).isEqualTo(at(6, 2));
    assertThat(log.retain(at(6, 2), 33)).isEqualTo(at(6, 2));
    assertThat(log.retain(at(6, 2), 34)).isEqualTo(at(4, 1));
    assertThat(log.retain(at(6, 2), 10_000)).isEqualTo(LogPosition.ORIGIN);
  }

  @Test
  void an_empty_log_after_a_snapshot_ends_where_the_snapshot_does() {
    log.replaceBy(at(20, 5));

    assertThat(log.last()).isEqualTo(at(20, 5));
    assertThat(log.start()).isEqualTo(at(20, 5));
    assertThat(log.sizeBytes()).isZero();
    assertThat(log.before(21)).isEqualTo(at(20, 5));
  }
}
