package io.troupe.protocols.raft;

import static io.troupe.protocols.raft.ReplicaFixture.A;
import static io.troupe.protocols.raft.ReplicaFixture.B;
import static io.troupe.protocols.raft.ReplicaFixture.C;
import static io.troupe.protocols.raft.ReplicaFixture.at;
import static io.troupe.protocols.raft.ReplicaFixture.entry;
import static io.troupe.protocols.raft.ReplicaFixture.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.Membership;
import io.troupe.protocols.raft.LogEvent.FrameAppended;
import io.troupe.protocols.raft.LogEvent.LogCompacted;
import io.troupe.protocols.raft.LogEvent.SnapshotInstalled;
import io.troupe.protocols.raft.LogEvent.Started;
import io.troupe.protocols.raft.LogEvent.SuffixTruncated;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.LogEvent.VoteCast;
import io.troupe.protocols.raft.Vote.VotedFor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A journal gives back exactly what it holds, or says why it cannot. */
class RecoveryTest {
  @Test
  void term_vote_incarnation_and_log_are_the_fold_of_the_events() {
    PersistentState state =
        recover(new Started(1), new TermStarted(1), entry(1, 1), new VoteCast(4, B), entry(2, 4));

    assertThat(state.term()).isEqualTo(4);
    assertThat(state.vote()).isEqualTo(new VotedFor(B));
    assertThat(state.incarnation()).isEqualTo(1);
    assertThat(state.log().last()).isEqualTo(at(2, 4));
  }

  @Test
  void a_larger_term_forgets_the_vote_and_the_same_term_keeps_it() {
    assertThat(recover(new VoteCast(1, B), new TermStarted(2)).vote()).isEqualTo(Vote.NOT_VOTED);

    refused("TermStarted[term=1] after VotedFor[candidate=b]", new VoteCast(1, B), started(1));
  }

  @Test
  @Tag("I9")
  void two_votes_in_one_term_are_damage() {
    refused("in the same term", new VoteCast(1, B), new VoteCast(1, C));
  }

  @Test
  @Tag("I6")
  void a_term_that_falls_is_damage() {
    refused("TermStarted[term=1] after term 2", started(2), started(1));
    refused("restated after", started(2), compacted(at(1, 1), at(1, 1), 1, Vote.NOT_VOTED));
  }

  @Test
  void a_compaction_that_restates_another_vote_is_damage() {
    refused(
        "restated after",
        new VoteCast(1, B),
        entry(1, 1),
        compacted(at(1, 1), at(1, 1), 1, Vote.NOT_VOTED));
  }

  @Test
  void an_incarnation_that_does_not_grow_is_damage() {
    refused("after incarnation 3", new Started(3), new Started(3));
  }

  @Test
  void a_missing_frame_is_damage() {
    refused("frame 3@1 does not follow 1@1", started(1), entry(1, 1), entry(3, 1));
  }

  @Test
  void a_truncation_outside_the_log_or_within_a_frame_is_damage() {
    LogEvent wide = new FrameAppended(Frame.commands(1, 1, 3, Bytes.EMPTY));

    refused("truncating from 2, which is not among", entry(1, 1), new SuffixTruncated(2));
    refused("truncating from 5, which is not among", new SuffixTruncated(5));
    refused("truncating from 2, within frame 1..3@1", wide, new SuffixTruncated(2));
  }

  @Test
  @Tag("I13")
  void a_truncation_of_what_a_snapshot_covers_is_damage() {
    refused(
        "I13: truncating from 2, but all up to 2@1 is committed",
        started(1),
        entry(1, 1),
        entry(2, 1),
        compacted(at(2, 1), LogPosition.ORIGIN, 1, Vote.NOT_VOTED),
        new SuffixTruncated(2));
  }

  @Test
  void a_compaction_that_does_not_fit_the_log_is_damage() {
    LogEvent wide = new FrameAppended(Frame.commands(1, 1, 3, Bytes.EMPTY));

    refused("where no frame", started(1), wide, compacted(at(3, 1), at(2, 1)));
    refused("where no frame", started(1), wide, compacted(at(4, 1), at(4, 1)));
    refused("frames between are missing", started(1), wide, compacted(at(4, 1), at(3, 1)));
    refused("frames between are missing", compacted(at(9, 1), at(7, 1)));
    refused("compacting to 3@1 for snapshot 2@1", started(1), wide, compacted(at(2, 1), at(3, 1)));
    refused("where no frame", log(1, 1, 2, 2), compacted(at(3, 2), at(3, 1), 2, Vote.NOT_VOTED));
  }

  @Test
  void a_snapshot_that_goes_back_is_damage() {
    refused(
        "snapshot 3@1 replaces the later snapshot 5@1",
        new SnapshotInstalled(at(5, 1), 1, Vote.NOT_VOTED, 1),
        new SnapshotInstalled(at(3, 1), 1, Vote.NOT_VOTED, 1));
  }

  @Test
  void a_journal_without_its_beginning_does_not_start() {
    PersistentState state = recover(entry(8, 2));

    assertThatThrownBy(
            () ->
                new RaftReplica(
                    RaftSettings.defaults(), A, Membership.of(List.of(A)), state, () -> 0L))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the journal begins after index 7 without a snapshot for it");
  }

  @Test
  void all_before_the_first_frame_kept_can_be_deleted_after_a_compaction() {
    List<LogEvent> journal = twiceCompacted();

    sameWithout(5, journal);
  }

  /** The older compaction, of index 2, stands between frames that the newer one keeps. */
  @Test
  void an_older_compaction_left_in_the_journal_does_not_bring_the_deleted_frames_back() {
    PersistentState state = recover(twiceCompacted().subList(5, 9).toArray(LogEvent[]::new));

    assertThat(state.log().start()).isEqualTo(at(4, 1));
    assertThat(state.log().frames()).hasSize(2);
  }

  @Test
  void all_before_a_compaction_that_keeps_no_frame_can_be_deleted() {
    List<LogEvent> journal = new ArrayList<>(List.of(log(1, 1, 2)));
    journal.add(compacted(at(3, 2), at(3, 2), 2, Vote.NOT_VOTED));
    journal.add(entry(4, 2));

    sameWithout(journal.size() - 2, journal);
  }

  @Test
  void all_before_an_installed_snapshot_can_be_deleted() {
    List<LogEvent> journal = new ArrayList<>(List.of(log(1, 1, 2)));
    journal.add(new SnapshotInstalled(at(9, 3), 4, new VotedFor(C), 2));
    journal.add(entry(10, 4));

    sameWithout(journal.size() - 2, journal);
  }

  @Test
  void frames_that_were_truncated_and_written_again_survive_the_deletion_of_the_first_ones() {
    List<LogEvent> journal = new ArrayList<>(List.of(log(1, 1, 1)));
    journal.add(new SuffixTruncated(2));
    journal.add(new TermStarted(2));
    journal.add(entry(2, 2));
    journal.add(entry(3, 2));
    journal.add(compacted(at(3, 2), at(2, 2), 2, Vote.NOT_VOTED));

    sameWithout(journal.size() - 2, journal);
  }

  /** Frames 1 to 6 of term 1; a compaction to 2 and then one to 5, which keeps frames 5 and 6. */
  private static List<LogEvent> twiceCompacted() {
    List<LogEvent> journal = new ArrayList<>(List.of(log(1, 1, 1, 1, 1)));
    journal.add(compacted(at(2, 1), at(1, 1)));
    journal.add(entry(6, 1));
    journal.add(compacted(at(5, 1), at(4, 1)));
    return journal;
  }

  private static void sameWithout(int deleted, List<LogEvent> journal) {
    PersistentState whole = recover(journal.toArray(LogEvent[]::new));
    PersistentState rest =
        recover(journal.subList(deleted, journal.size()).toArray(LogEvent[]::new));

    assertThat(rest).hasToString(whole.toString());
    assertThat(rest.log().frames()).isEqualTo(whole.log().frames());
    assertThat(rest.log().start()).isEqualTo(whole.log().start());
    assertThat(rest.log().snapshot()).isEqualTo(whole.log().snapshot());
    assertThat(rest.log().sizeBytes()).isEqualTo(whole.log().sizeBytes());
  }

  private static LogEvent started(long term) {
    return new TermStarted(term);
  }

  private static LogEvent compacted(LogPosition snapshot, LogPosition start) {
    return compacted(snapshot, start, 1, Vote.NOT_VOTED);
  }

  private static LogEvent compacted(LogPosition snapshot, LogPosition start, long term, Vote vote) {
    return new LogCompacted(snapshot, start, term, vote, 1);
  }

  private static void refused(String message, LogEvent[] journal, LogEvent next) {
    List<LogEvent> all = new ArrayList<>(List.of(journal));
    all.add(next);
    refused(message, all.toArray(LogEvent[]::new));
  }

  private static void refused(String message, LogEvent... journal) {
    assertThatThrownBy(() -> recover(journal))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
  }

  private static PersistentState recover(LogEvent... journal) {
    PersistentState state = new PersistentState();
    List.of(journal).forEach(state::apply);
    return state;
  }
}
