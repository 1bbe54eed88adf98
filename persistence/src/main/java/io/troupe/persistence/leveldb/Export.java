package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.persistence.leveldb.JournalFiles.Progress;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes all that is stored as one stream, which {@link Import} reads; the layout is in {@code
 * docs/format.md}. Events that were deleted are left out; what is missing or altered ends it with
 * an error.
 */
final class Export {
  static final byte[] MAGIC = "TROUPEEX".getBytes(UTF_8);
  static final int VERSION = 1;
  static final byte STREAM = 'S';
  static final byte EVENT = 'E';
  static final byte STATE = 'D';
  static final byte END = 'Z';

  private final StoreDirectory store;
  private final Database database;
  private final StreamTable table;
  private final long totalBytes;
  private final Progress progress;
  private long streams;
  private long events;
  private long states;
  private long bytes;

  Export(StoreDirectory store, long totalBytes, Progress progress) {
    this.store = store;
    this.database = store.database();
    this.table = new StreamTable(database);
    this.totalBytes = totalBytes;
    this.progress = progress;
  }

  /** Returns how many events it wrote. Does not close the stream. */
  long write(OutputStream target) throws IOException {
    CheckedOutputStream checked =
        new CheckedOutputStream(new BufferedOutputStream(target, 1 << 16), new CRC32C());
    DataOutputStream out = new DataOutputStream(checked);
    out.write(MAGIC);
    out.writeInt(VERSION);
    try {
      database.iterate(
          names -> {
            for (names.seek(Keys.name(1)); isName(names); names.next()) {
              byte[] key = names.peek().getKey();
              write(table.load(StreamName.decode(key, names.peek().getValue())), out);
            }
            return true;
          });
      database.iterate(
          cursor -> {
            for (cursor.seek(Keys.firstState()); StateStore.isState(cursor); cursor.next()) {
              writeState(cursor.peek().getKey(), cursor.peek().getValue(), out);
            }
            return true;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.writeByte(END);
    out.writeLong(streams);
    out.writeLong(events);
    out.writeLong(states);
    out.writeLong(Counters.decode(Keys.NEXT_OFFSET, database.get(Keys.NEXT_OFFSET), 0));
    out.writeInt((int) checked.getChecksum().getValue());
    out.flush();
    progress.at(bytes, bytes);
    return events;
  }

  private static boolean isName(Cursor names) {
    return names.hasNext() && Keys.isName(names.peek().getKey());
  }

  private void writeState(byte[] key, byte[] record, DataOutputStream out) {
    StateStore.decode(store.databasePath(), key, record);
    try {
      out.writeByte(STATE);
      out.writeInt(key.length - 1);
      out.write(key, 1, key.length - 1);
      out.writeInt(record.length);
      out.write(record);
      bytes += record.length;
      states++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(EventStream stream, DataOutputStream out) {
    try {
      byte[] id = stream.persistenceId().getBytes(UTF_8);
      out.writeByte(STREAM);
      out.writeInt(id.length);
      out.write(id);
      out.writeLong(stream.deletedTo());
      out.writeLong(stream.highestNr());
      streams++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new Replay(store.databasePath(), stream, 1, Long.MAX_VALUE)
        .run(database, Long.MAX_VALUE, record -> write(record, out));
  }

  private boolean write(EventRecord event, DataOutputStream out) {
    try {
      byte[] record = event.encode(Keys.event(0, event.sequenceNr()));
      out.writeByte(EVENT);
      out.writeLong(event.sequenceNr());
      out.writeInt(record.length);
      out.write(record);
      bytes += record.length;
      if (events++ % 1_000 == 0) {
        progress.at(bytes, totalBytes);
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
