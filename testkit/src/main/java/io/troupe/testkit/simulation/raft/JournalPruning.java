package io.troupe.testkit.simulation.raft;

import io.troupe.protocols.LogPosition;
import io.troupe.protocols.raft.LogEvent;
import java.util.List;

/** Which events a journal may delete once the log is compacted. */
final class JournalPruning {
  private JournalPruning() {}

  /**
   * How many of the first events nobody needs any more: those before the first frame kept by the
   * last compaction, and before the compaction itself if it kept none.
   */
  static int prunable(List<LogEvent> events) {
    int compaction = events.size() - 1;
    while (compaction >= 0) {
      LogEvent event = events.get(compaction);
      if (event instanceof LogEvent.SnapshotInstalled) {
        return compaction;
      }
      if (event instanceof LogEvent.LogCompacted compacted) {
        return firstKept(events, compaction, compacted.start());
      }
      compaction--;
    }
    return 0;
  }

  private static int firstKept(List<LogEvent> events, int compaction, LogPosition start) {
    long first = start.index() + 1;
    for (int i = compaction - 1; i >= 0; i--) {
      LogEvent event = events.get(i);
      if (event instanceof LogEvent.FrameAppended appended
          && appended.frame().firstIndex() == first) {
        return i;
      }
      boolean removed =
          event instanceof LogEvent.SnapshotInstalled
              || (event instanceof LogEvent.SuffixTruncated truncated
                  && truncated.fromIndex() <= first);
      if (removed) {
        return compaction; // what was appended there before is not in the log any more
      }
    }
    return compaction;
  }
}
