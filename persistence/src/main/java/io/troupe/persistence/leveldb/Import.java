package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.JournalFiles.Progress;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.apache.pekko.dispatch.Futures;
import scala.concurrent.Await;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;

/** Reads what {@link Export} wrote, into a journal that did not exist. */
final class Import {
  private static final int EVENTS_BETWEEN_SYNCS = 1_000;
  private static final int MAX_RECORD_BYTES = 1 << 30;
  private static final int MAX_ID_BYTES = 1 << 20;

  private final CheckedInputStream checked;
  private final DataInputStream in;
  private final GroupCommit commits;
  private final Progress progress;
  private Future<Boolean> durable = Futures.successful(true);
  private long streams;
  private long events;
  private long bytes;

  private Import(InputStream source, GroupCommit commits, Progress progress) {
    this.checked = new CheckedInputStream(new BufferedInputStream(source, 1 << 16), new CRC32C());
    this.in = new DataInputStream(checked);
    this.commits = commits;
    this.progress = progress;
  }

  /** Returns how many events were imported. */
  static long run(InputStream source, Path directory, Progress progress) throws IOException {
    NewDirectory made = NewDirectory.at(directory, ".importing");
    long events = into(made.making(), source, progress);
    made.finish();
    return events;
  }

  private static long into(Path making, InputStream source, Progress progress) throws IOException {
    try (StoreDirectory store = StoreDirectory.open(JournalFiles.settings(making))) {
      GroupCommit commits = store.newGroupCommit();
      commits.start();
      try {
        return new Import(source, commits, progress).read();
      } finally {
        commits.close();
      }
    }
  }

  private long read() throws IOException {
    try {
      byte[] magic = in.readNBytes(Export.MAGIC.length);
      if (!Arrays.equals(magic, Export.MAGIC)) {
        throw new JournalException.Damaged("this is no export of a journal");
      }
      int version = in.readInt();
      if (version != Export.VERSION) {
        throw new JournalException.Damaged(
            "this export has version " + version + ", expected " + Export.VERSION);
      }
      byte kind = in.readByte();
      while (kind == Export.STREAM) {
        kind = stream();
      }
      end(kind);
      return events;
    } catch (EOFException e) {
      throw new JournalException.Damaged("the export is cut off after " + events + " events", e);
    }
  }

  private byte stream() throws IOException {
    long number = ++streams;
    String id = new String(in.readNBytes(length(MAX_ID_BYTES)), UTF_8);
    byte[] name = Keys.name(number);
    long deletedTo = in.readLong();
    long highestNr = in.readLong();
    Puts puts =
        new Puts()
            .putCounters(Keys.stream(id), number)
            .put(name, StreamName.encode(name, id))
            .putCounters(Keys.NEXT_STREAM, number + 1);
    if (deletedTo > 0) {
      puts.putCounters(Keys.deleted(number), deletedTo, highestNr)
          .putCounters(Keys.purged(number), deletedTo);
    }
    append(puts);
    byte kind = in.readByte();
    while (kind == Export.EVENT) {
      event(number);
      kind = in.readByte();
    }
    return kind;
  }

  private void event(long stream) throws IOException {
    long sequenceNr = in.readLong();
    int length = length(MAX_RECORD_BYTES);
    byte[] record = in.readNBytes(length);
    if (record.length < length) {
      throw new EOFException();
    }
    EventRecord event = decode(sequenceNr, record);
    byte[] key = Keys.event(stream, sequenceNr);
    Puts puts = new Puts().put(key, event.encode(key));
    for (String tag : event.tags()) {
      puts.putCounters(Keys.tagged(tag, event.offset()), stream, sequenceNr);
    }
    append(puts);
    bytes += length;
    if (events++ % EVENTS_BETWEEN_SYNCS == 0) {
      await();
      progress.at(bytes, 0);
    }
  }

  private EventRecord decode(long sequenceNr, byte[] record) {
    try {
      return EventRecord.decode(Keys.event(0, sequenceNr), record);
    } catch (JournalException.Damaged e) {
      throw altered(e);
    }
  }

  private JournalException.Damaged altered(Exception cause) {
    return new JournalException.Damaged(
        "the export is altered behind " + events + " events", cause);
  }

  private int length(int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw altered(new IOException("a length of " + length));
    }
    return length;
  }

  private void end(byte kind) throws IOException {
    long expectedStreams = in.readLong();
    long expectedEvents = in.readLong();
    long nextOffset = in.readLong();
    int crc = (int) checked.getChecksum().getValue();
    if (kind != Export.END
        || expectedStreams != streams
        || expectedEvents != events
        || in.readInt() != crc) {
      throw altered(new IOException("its end does not fit what came before"));
    }
    if (nextOffset > 0) {
      append(new Puts().putCounters(Keys.NEXT_OFFSET, nextOffset));
    }
    await();
    progress.at(bytes, bytes);
  }

  private void append(Puts puts) {
    try {
      durable = commits.append(puts);
    } catch (JournalException.Overloaded full) {
      await();
      durable = commits.append(puts);
    }
  }

  private void await() {
    try {
      Await.result(durable, Duration.Inf());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException.Unavailable("interrupted", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("there is no end to time out at", e);
    }
  }
}
