package io.troupe.protocols.raft;

import static io.troupe.protocols.raft.ReplicaFixture.B;
import static io.troupe.protocols.raft.ReplicaFixture.C;
import static io.troupe.protocols.raft.ReplicaFixture.append;
import static io.troupe.protocols.raft.ReplicaFixture.at;
import static io.troupe.protocols.raft.ReplicaFixture.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.Frame;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.LogEvent.FrameAppended;
import io.troupe.protocols.raft.LogEvent.LogCompacted;
import io.troupe.protocols.raft.LogEvent.SnapshotInstalled;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import io.troupe.protocols.raft.Output.Apply;
import io.troupe.protocols.raft.Output.ReadReady;
import io.troupe.protocols.raft.Output.ReadRefused;
import io.troupe.protocols.raft.Output.RestoreSnapshot;
import io.troupe.protocols.raft.RaftMessage.AppendAccepted;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.RaftMessage.AppendRejected;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** More of the bugs of docs/traps.md: reads, restarts and compaction, size, the end of counters. */
class FurtherTrapsTest {
  @Test
  void r4_reads_that_come_during_a_round_neither_change_it_nor_get_lost() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();
    leader.read(1);
    leader.propose(9, "x");
    leader.sync();
    leader.accept(B, 2);
    leader.read(2);
    leader.read(3);

    List<Output> first = leader.receive(B, new AppendAccepted(1, 1, 2));
    List<Output> second = leader.receive(B, new AppendAccepted(1, 2, 2));
    List<Output> again = leader.receive(C, new AppendAccepted(1, 2, 2));

    assertThat(leader.only(ReadReady.class, first)).containsExactly(new ReadReady(List.of(1L), 1));
    assertThat(leader.only(ReadReady.class, second))
        .containsExactly(new ReadReady(List.of(2L, 3L), 2));
    assertThat(leader.only(ReadReady.class, again)).isEmpty();
  }

  /** At every point of a life with compactions; "defrag" in etcd#14730. */
  @Test
  void r6_a_crash_at_any_point_of_a_compaction_applies_every_entry_once() {
    RaftSettings settings = ReplicaFixture.settings(1 << 20, 80, 1 << 24);
    List<LogEvent> journal = lifeWithCompactions(settings);

    for (int crash = 0; crash <= journal.size(); crash++) {
      LogEvent[] left = journal.subList(0, crash).toArray(LogEvent[]::new);
      ReplicaFixture restarted = ReplicaFixture.alone(settings, left);
      restarted.tick();
      restarted.sync();
      restarted.sync();

      long snapshot =
          restarted.all(RestoreSnapshot.class).stream()
              .mapToLong(restore -> restore.position().index())
              .sum();
      assertThat(snapshot).as("crash after %d events", crash).isEqualTo(newestSnapshot(left));
      assertThat(applied(restarted))
          .as("crash after %d events", crash)
          .isEqualTo(indices(snapshot + 1, restarted.last().index()));
    }
  }

  /** A snapshot is kept after entries 4 and 7, with about two frames of log behind it. */
  private static List<LogEvent> lifeWithCompactions(RaftSettings settings) {
    ReplicaFixture first = ReplicaFixture.alone(settings);
    first.tick();
    first.sync();
    first.sync();
    for (int id = 2; id <= 9; id++) {
      first.propose(id, "x");
      first.sync();
      if (id == 5 || id == 8) {
        first.on(new RaftInput.SnapshotTaken(at(id - 1, 1)));
        first.sync();
      }
    }
    List<LogEvent> journal = first.journal();
    assertThat(journal).hasAtLeastOneElementOfType(LogCompacted.class);
    return journal;
  }

  private static long newestSnapshot(LogEvent[] journal) {
    long newest = 0;
    for (LogEvent event : journal) {
      newest = event instanceof LogCompacted compacted ? compacted.snapshot().index() : newest;
    }
    return newest;
  }

  private static List<Long> applied(ReplicaFixture replica) {
    return replica.all(Apply.class).stream()
        .flatMap(apply -> apply.frames().stream())
        .flatMap(frame -> indices(frame.firstIndex(), frame.lastIndex()).stream())
        .toList();
  }

  private static List<Long> indices(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  /** Aeron#1898: a follower that replays its own log fast gets ahead of what is committed. */
  @Test
  void r21_a_restarted_follower_applies_nothing_before_it_is_told_that_it_is_committed() {
    ReplicaFixture follower = ReplicaFixture.follower(log(1, 1, 1, 1, 1));

    List<Long> before = applied(follower);
    follower.receive(B, append(1, at(5, 1), 3));

    assertThat(before).isEmpty();
    assertThat(applied(follower)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void r31_a_leader_that_is_cut_off_serves_no_read_and_refuses_it_when_it_makes_way() {
    ReplicaFixture leader = ReplicaFixture.servingLeader();

    leader.read(1);
    for (int beat = 0; beat < 6; beat++) {
      leader.tick();
    }

    assertThat(leader.all(ReadReady.class)).isEmpty();
    assertThat(leader.all(ReadRefused.class))
        .extracting(ReadRefused::ids)
        .containsOnly(List.of(1L));
    assertThat(leader.replica.role()).isEqualTo(RoleKind.FOLLOWER);
  }

  @Test
  void p13_terms_and_indices_near_the_largest_work() {
    ReplicaFixture leader = ReplicaFixture.servingLeader(nearTheEnd(10));

    leader.propose(1, "x");
    leader.sync();
    leader.accept(B, leader.last().index());
    leader.read(2);
    List<Output> read = leader.receive(B, new AppendAccepted(leader.term(), 1, 0));

    assertThat(leader.term()).isEqualTo(Long.MAX_VALUE - 9);
    assertThat(leader.replica.commitIndex()).isEqualTo(Long.MAX_VALUE - 8);
    assertThat(leader.only(ReadReady.class, read))
        .containsExactly(new ReadReady(List.of(2L), Long.MAX_VALUE - 8));
  }

  @Test
  void p13_at_their_end_terms_and_indices_stop_the_replica_and_do_not_wrap() {
    ReplicaFixture leader = ReplicaFixture.servingLeader(nearTheEnd(2));
    ReplicaFixture candidate = ReplicaFixture.preCandidate(new TermStarted(Long.MAX_VALUE));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> leader.propose(1, "x"))
        .withMessageContaining("no such frame");
    assertThat(leader.last().index()).isEqualTo(Long.MAX_VALUE - 1);
    assertThatIllegalStateException().isThrownBy(candidate::winPreVote);
    assertThat(candidate.term()).isEqualTo(Long.MAX_VALUE);
  }

  /** A log whose last term and index are that much below the largest. */
  private static LogEvent nearTheEnd(long below) {
    long end = Long.MAX_VALUE - below;
    return new SnapshotInstalled(at(end, end), end, Vote.NOT_VOTED, 1);
  }

  @Test
  void p28_a_follower_far_behind_gets_messages_of_bounded_size_and_no_more_than_the_window() {
    RaftSettings settings = RaftSettings.defaults();
    ReplicaFixture leader = ReplicaFixture.leader(settings, largeLog(1_000));
    List<AppendEntries> sent =
        toC(leader, leader.receive(C, new AppendRejected(2, 0, 1_000, LogPosition.ORIGIN)));
    long largest = 0;
    long mostUnderWay = 0;
    int messages = 0;

    while (!sent.isEmpty()) {
      long underWay = 0;
      for (AppendEntries message : sent) {
        largest = Math.max(largest, bytes(message));
        underWay += bytes(message);
      }
      mostUnderWay = Math.max(mostUnderWay, underWay);
      messages += sent.size();
      long match = sent.get(sent.size() - 1).lastIndex();
      sent = match == 0 ? List.of() : toC(leader, leader.accept(C, match));
    }

    assertThat(messages).isGreaterThan(1_000 / 4);
    assertThat(largest).isLessThanOrEqualTo(settings.maxMessageBytes());
    assertThat(mostUnderWay)
        .isLessThanOrEqualTo(settings.maxInflightBytes() + settings.maxMessageBytes());
    assertThat(leader.replica.commitIndex()).isEqualTo(leader.last().index());
  }

  /** Frames of 32 KiB. */
  private static LogEvent[] largeLog(int frames) {
    Bytes command = Bytes.wrap(new byte[32 << 10]);
    List<LogEvent> events = new ArrayList<>();
    events.add(new TermStarted(1));
    for (int index = 1; index <= frames; index++) {
      events.add(new FrameAppended(Frame.commands(1, index, 1, command)));
    }
    return events.toArray(LogEvent[]::new);
  }

  private static List<AppendEntries> toC(ReplicaFixture leader, List<Output> outputs) {
    return leader.only(Output.Send.class, outputs).stream()
        .filter(send -> send.to().equals(C) && send.message() instanceof AppendEntries)
        .map(send -> (AppendEntries) send.message())
        .toList();
  }

  private static long bytes(AppendEntries message) {
    return message.frames().stream().mapToLong(Frame::sizeBytes).sum();
  }
}
