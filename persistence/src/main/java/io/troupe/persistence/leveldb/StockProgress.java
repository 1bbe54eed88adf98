package io.troupe.persistence.leveldb;

import io.troupe.persistence.leveldb.JournalFiles.Progress;

/**
 * How far a migration is, in bytes of the old files. It goes over them more than once, with parts
 * of the bar that are about as long as the times: to copy them, to read the tags, and to carry over
 * the events. Compression and deletions make what is in a file more or less than its bytes; so
 * behind the copy it is measured by the part of the files that each id has, which LevelDB knows,
 * and in it by sequence numbers.
 */
final class StockProgress {
  private static final int EVENTS_BETWEEN_TELLING = 1_000;
  private static final double COPIED = 0.1;
  private static final double TAGS_READ = 0.25;
  private static final double TAGS_ORDERED = 0.3;

  private final Progress progress;
  private final long total;
  private double from;
  private double to = COPIED;
  private long bytes;
  private long idBytes;
  private long highestNr;
  private long mostTagged;
  private long events;

  StockProgress(Progress progress, long databaseBytes) {
    this.progress = progress;
    this.total = Math.max(1, databaseBytes);
  }

  void copied(long fileBytes) {
    bytes += fileBytes;
    tell((double) bytes);
  }

  void beginTags() {
    part(COPIED, TAGS_READ);
  }

  /**
   * Begins with the order of the tagged events.
   *
   * @param most of them there are
   */
  void beginTagOrder(long most) {
    part(TAGS_READ, TAGS_ORDERED);
    mostTagged = Math.max(1, most);
  }

  void placed(long tagged) {
    if (tagged % EVENTS_BETWEEN_TELLING == 0) {
      tell((double) total * tagged / mostTagged);
    }
  }

  void beginEvents() {
    part(TAGS_ORDERED, 1);
  }

  private void part(double begins, double ends) {
    from = begins;
    to = ends;
    bytes = 0;
    idBytes = 0;
    tell(0);
  }

  /** Begins with the events of an id, or of a tag. */
  void begin(int id, Database source) {
    bytes += idBytes;
    idBytes = source.approximateBytes(StockKey.counter(id).encode(), StockKey.endOf(id).encode());
    highestNr = Math.max(1, StockKey.highestNr(id, source));
  }

  void read(long sequenceNr) {
    if (events++ % EVENTS_BETWEEN_TELLING == 0) {
      tell(bytes + idBytes * Math.min(1.0, (double) sequenceNr / highestNr));
    }
  }

  private void tell(double bytesOfPart) {
    double done = from + (to - from) * Math.min(1.0, bytesOfPart / total);
    progress.at((long) (total * done), total);
  }

  void end() {
    progress.at(total, total);
  }
}
