package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.persistence.disk.DiskOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import scala.concurrent.Await;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.Duration;

/**
 * What a journal has promised: the newest acknowledged event of each persistence id, and how far
 * deletions were asked for and acknowledged. It stands in lines such as {@code wrote a 17}.
 */
final class Ledger {
  static final String WROTE = "wrote ";
  static final String DELETING = "deleting ";
  static final String DELETED = "deleted ";

  private final SortedMap<String, Long> written = new TreeMap<>();
  private final Map<String, Long> deleting = new TreeMap<>();
  private final Map<String, Long> deleted = new TreeMap<>();

  /** What had been promised when these operations were done. */
  static Ledger of(List<DiskOp> operations) {
    Ledger ledger = new Ledger();
    for (DiskOp operation : operations) {
      if (operation instanceof DiskOp.Mark mark) {
        ledger.note(mark.text());
      }
    }
    return ledger;
  }

  void note(String line) {
    note(line, WROTE, written);
    note(line, DELETING, deleting);
    note(line, DELETED, deleted);
  }

  private static void note(String line, String kind, Map<String, Long> to) {
    if (line.startsWith(kind)) {
      int space = line.lastIndexOf(' ');
      to.merge(
          line.substring(kind.length(), space),
          Long.parseLong(line.substring(space + 1)),
          Math::max);
    }
  }

  /** The deletions that were asked for, as lines. */
  List<String> askedFor() {
    return deleting.entrySet().stream()
        .map(asked -> DELETING + asked.getKey() + " " + asked.getValue())
        .toList();
  }

  long events() {
    return written.values().stream().mapToLong(Long::longValue).sum();
  }

  /** An event's content follows from its place; its size from a few bytes to many blocks. */
  static String payload(String id, long number) {
    String text = id + "/" + number + ";";
    int hash = text.hashCode() >>> 1;
    int bytes = hash % 40 == 0 ? 60_000 : hash % 7 == 0 ? 3_000 : hash % 150;
    return text.repeat(1 + bytes / text.length());
  }

  /** Whether all that was promised holds; {@code as} describes the case. */
  void assertKept(EventStore store, String as) throws Exception {
    for (Map.Entry<String, Long> promise : written.entrySet()) {
      String id = promise.getKey();
      List<EventRecord> events = new ArrayList<>();
      Await.result(
          store.replay(
              id,
              1,
              Long.MAX_VALUE,
              Long.MAX_VALUE,
              events::add,
              ExecutionContext.parasitic$.MODULE$),
          Duration.Inf());
      long highest = store.highestNr(id);
      assertThat(highest).as("%s: newest of %s", as, id).isGreaterThanOrEqualTo(promise.getValue());
      long first = highest - events.size() + 1;
      assertThat(first)
          .as("%s: oldest of %s", as, id)
          .isGreaterThan(deleted.getOrDefault(id, 0L))
          .isLessThanOrEqualTo(deleting.getOrDefault(id, 0L) + 1);
      for (EventRecord event : events) {
        assertThat(event.sequenceNr()).as("%s: order of %s", as, id).isEqualTo(first++);
        assertThat(new String(event.event().bytes(), UTF_8))
            .as("%s: event %s / %d", as, id, event.sequenceNr())
            .isEqualTo(payload(id, event.sequenceNr()));
      }
    }
  }
}
