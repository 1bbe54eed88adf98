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
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** Reads what {@link Export} wrote, into a journal that did not exist. */
final class Import {
  private static final int EVENTS_BETWEEN_TELLING = 1_000;
  private static final int MAX_RECORD_BYTES = 1 << 30;
  private static final int MAX_ID_BYTES = 1 << 20;

  private final CheckedInputStream checked;
  private final DataInputStream in;
  private final NewJournal journal;
  private final Progress progress;
  private long bytes;

  private Import(InputStream source, NewJournal journal, Progress progress) {
    this.checked = new CheckedInputStream(new BufferedInputStream(source, 1 << 16), new CRC32C());
    this.in = new DataInputStream(checked);
    this.journal = journal;
    this.progress = progress;
  }

  /** Returns how many events were imported. */
  static long run(InputStream source, Path directory, Progress progress) throws IOException {
    return NewJournal.make(directory, journal -> new Import(source, journal, progress).read());
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
      while (kind == Export.STATE) {
        state();
        kind = in.readByte();
      }
      end(kind);
      return journal.events();
    } catch (EOFException e) {
      throw new JournalException.Damaged(
          "the export is cut off after " + journal.events() + " events", e);
    }
  }

  private byte stream() throws IOException {
    String id = new String(in.readNBytes(length(MAX_ID_BYTES)), UTF_8);
    journal.stream(id, in.readLong(), in.readLong());
    byte kind = in.readByte();
    while (kind == Export.EVENT) {
      event();
      kind = in.readByte();
    }
    return kind;
  }

  private void event() throws IOException {
    long sequenceNr = in.readLong();
    byte[] record = record();
    journal.event(decode(sequenceNr, record));
    bytes += record.length;
    if (journal.events() % EVENTS_BETWEEN_TELLING == 1) {
      progress.at(bytes, 0);
    }
  }

  private byte[] record() throws IOException {
    int length = length(MAX_RECORD_BYTES);
    byte[] record = in.readNBytes(length);
    if (record.length < length) {
      throw new EOFException();
    }
    return record;
  }

  private void state() throws IOException {
    String id = new String(in.readNBytes(length(MAX_ID_BYTES)), UTF_8);
    byte[] record = record();
    try {
      journal.state(id, StateRecord.decode(Keys.state(id), record));
    } catch (JournalException.Damaged e) {
      throw altered(e);
    }
    bytes += record.length;
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
        "the export is altered behind " + journal.events() + " events", cause);
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
    long expectedStates = in.readLong();
    long nextOffset = in.readLong();
    int crc = (int) checked.getChecksum().getValue();
    if (kind != Export.END
        || expectedStreams != journal.streams()
        || expectedEvents != journal.events()
        || expectedStates != journal.states()
        || in.readInt() != crc) {
      throw altered(new IOException("its end does not fit what came before"));
    }
    if (nextOffset > 0) {
      journal.nextOffset(nextOffset);
    }
    progress.at(bytes, bytes);
  }
}
