package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.JournalFiles.IdStatistics;
import io.troupe.persistence.leveldb.JournalFiles.Progress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what is stored, by persistence id. */
final class Statistics {
  private final Database database;
  private final StreamTable table;
  private final long totalBytes;
  private final Progress progress;
  private final Map<Long, Count> counts = new TreeMap<>();

  private static final class Count {
    private String persistenceId = "";
    private long events;
    private long bytes;
    private long lowestNr;
    private long highestNr;
  }

  Statistics(Database database, long totalBytes, Progress progress) {
    this.database = database;
    this.table = new StreamTable(database);
    this.totalBytes = totalBytes;
    this.progress = progress;
  }

  List<IdStatistics> run() {
    Scan.run(database, totalBytes, progress, this::visit);
    return counts.entrySet().stream().map(each -> of(each.getKey(), each.getValue())).toList();
  }

  private void visit(byte[] key, byte[] value) {
    if (Keys.isName(key)) {
      count(key).persistenceId = StreamName.decode(key, value);
    } else if (Keys.isEvent(key)) {
      long sequenceNr = Keys.sequenceNrOf(key);
      if (sequenceNr > table.deletedTo(Keys.streamOf(key))) {
        Count count = count(key);
        count.events++;
        count.bytes += size(key, value);
        count.lowestNr = count.lowestNr == 0 ? sequenceNr : count.lowestNr;
        count.highestNr = sequenceNr;
      }
    }
  }

  private static long size(byte[] key, byte[] value) {
    try {
      return EventRecord.decode(key, value).event().bytes().length;
    } catch (JournalException.Damaged damaged) {
      return 0; // verification tells of it
    }
  }

  private Count count(byte[] key) {
    return counts.computeIfAbsent(Keys.streamOf(key), first -> new Count());
  }

  private IdStatistics of(long stream, Count count) {
    return new IdStatistics(
        count.persistenceId,
        count.events,
        count.bytes,
        count.lowestNr,
        Math.max(count.highestNr, table.highestDeletedNr(stream)),
        table.deletedTo(stream));
  }
}
