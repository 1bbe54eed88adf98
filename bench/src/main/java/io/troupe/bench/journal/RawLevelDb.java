package io.troupe.bench.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.ReadOptions;
import org.iq80.leveldb.WriteBatch;
import org.iq80.leveldb.WriteOptions;

/**
 * Native LevelDB with nothing around it: one thread writes one batch after the other, each with an
 * write of every writer, and syncs. No actor, no serializer, no checksum of its own, and no batch
 * larger than a journal's could be with so many writers.
 */
final class RawLevelDb implements Contestant {
  private static final int WRITE_BUFFER_BYTES = 64 << 20;
  private static final int EVENTS_AT_ONCE = 500;
  private static final int KEY_BYTES = 1 + 2 * Long.BYTES;

  private final String name;

  RawLevelDb(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SortedMap<String, String> settings() {
    return new TreeMap<>(
        Map.of("sync", "on", "writeBufferSize", WRITE_BUFFER_BYTES + "", "compression", "none"));
  }

  @Override
  public Store open(Path directory) {
    Options options =
        new Options()
            .createIfMissing(true)
            .compressionType(CompressionType.NONE)
            .writeBufferSize(WRITE_BUFFER_BYTES);
    try {
      return new Open(JniDBFactory.factory.open(directory.toFile(), options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] key(int writer, long number) {
    return ByteBuffer.allocate(KEY_BYTES).put((byte) 3).putLong(writer).putLong(number).array();
  }

  private static final class Open implements Store {
    private final DB db;
    private Thread thread = new Thread(); // never started: ended already

    private Open(DB db) {
      this.db = db;
    }

    @Override
    public void write(int writers, int atOnce, int eventBytes, Meter meter) {
      Thread started =
          new Thread(
              () -> {
                for (long first = 1; !meter.isStopping(); first += atOnce) {
                  long start = System.nanoTime();
                  try (WriteBatch batch = db.createWriteBatch()) {
                    for (int writer = 0; writer < writers; writer++) {
                      put(writer, first, atOnce, eventBytes, batch);
                    }
                    db.write(batch, new WriteOptions().sync(true));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                  long nanos = System.nanoTime() - start;
                  for (int writer = 0; writer < writers; writer++) {
                    for (int event = 0; event < atOnce; event++) {
                      meter.acknowledged(writer, nanos);
                    }
                  }
                }
                for (int writer = 0; writer < writers; writer++) {
                  meter.ended();
                }
              },
              "raw-leveldb");
      thread = started;
      started.start();
    }

    private static void put(int writer, long first, int count, int bytes, WriteBatch batch) {
      for (long number = first; number < first + count; number++) {
        batch.put(key(writer, number), Events.encode(writer, number, bytes));
      }
    }

    @Override
    public void fill(int writers, int eventsEach, int eventBytes) {
      for (int writer = 0; writer < writers; writer++) {
        for (long first = 1; first <= eventsEach; first += EVENTS_AT_ONCE) {
          try (WriteBatch batch = db.createWriteBatch()) {
            int count = (int) Math.min(EVENTS_AT_ONCE, eventsEach - first + 1);
            put(writer, first, count, eventBytes, batch);
            db.write(batch, new WriteOptions().sync(true));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
    }

    @Override
    public long[] readAll(int writers, int eventBytes) {
      long[] counts = new long[writers];
      ReadOptions options = new ReadOptions().verifyChecksums(true).fillCache(false);
      try (DBIterator entries = db.iterator(options)) {
        entries.seekToFirst();
        while (entries.hasNext()) {
          Map.Entry<byte[], byte[]> entry = entries.next();
          int writer = (int) ByteBuffer.wrap(entry.getKey()).getLong(1);
          Events.check(entry.getValue(), writer, ++counts[writer], eventBytes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return counts;
    }

    @Override
    public void close() {
      try {
        thread.join();
        db.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
