package io.troupe.persistence.leveldb;

import java.util.ArrayList;
import java.util.List;

/**
 * Some of what a query reads: a bounded number of items and of bytes, save that one item may be
 * larger.
 *
 * @param last how far it read: the next page goes on behind this sequence number, offset or stream
 * @param isEnd whether there was no more
 */
record Page<E>(List<E> items, long last, boolean isEnd) {
  static final int MAX_ITEMS = 128;
  static final int MAX_BYTES = 1 << 20;

  /** A page that is being read. */
  static final class Builder<E> {
    private final List<E> items = new ArrayList<>();
    private long bytes;
    private long last;

    /** A page that begins behind {@code after}. */
    Builder(long after) {
      this.last = after;
    }

    void add(E item, int itemBytes) {
      items.add(item);
      bytes += itemBytes;
    }

    void readTo(long now) {
      last = now;
    }

    boolean isFull() {
      return items.size() >= MAX_ITEMS || bytes >= MAX_BYTES;
    }

    Page<E> build(boolean isEnd) {
      return new Page<>(items, last, isEnd);
    }
  }
}
