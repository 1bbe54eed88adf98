package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a LevelDB manifest says must exist: its tables with their sizes, and the oldest live log.
 */
final class Manifest {
  private static final Pattern NAME = Pattern.compile("MANIFEST-[0-9]+");

  private final Map<Long, Long> tableBytes = new HashMap<>();
  private final LogFile.Scan scan;
  private final int mostEdits;
  private int edits;
  private long end;
  private long nextFileNumber;
  private long logNumber;
  private long previousLogNumber;
  private long lastSequence;
  private long openSequence = -1;

  private Manifest(Path file, int mostEdits) throws IOException {
    this.mostEdits = mostEdits;
    try {
      scan = LogFile.scan(file, this::edit);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw Damage.of(file, "has an unreadable entry (" + e + ")");
    }
    if (scan.damagedAt() >= 0) {
      throw Damage.of(file, "is damaged at byte " + scan.damagedAt());
    }
  }

  static Manifest read(Path file) throws IOException {
    return read(file, Integer.MAX_VALUE);
  }

  /** What it said when it had that many entries. */
  static Manifest read(Path file, int edits) throws IOException {
    return new Manifest(file, edits);
  }

  /** How many entries were read. */
  int edits() {
    return edits;
  }

  /** Where the last of them ends. */
  long end() {
    return end;
  }

  /**
   * Sees to it that the Java engine gives no file the number of one that is there: when it starts,
   * it would begin its log on top of another that its manifest did not yet know, whose events it
   * has read, but not yet noted where it put them.
   */
  static void reserveNumbers(Path database) throws IOException {
    Path file = fileOf(database);
    long last = read(file).nextFileNumber - 1;
    long used = last;
    for (long number : numbered(database, "[0-9]*.{log,sst,ldb}").keySet()) {
      used = Math.max(used, number);
    }
    if (used > last) {
      LogFile.append(file, nextFileNumberEdit(used + 1));
    }
  }

  private static byte[] nextFileNumberEdit(long number) {
    ByteBuffer edit = ByteBuffer.allocate(1 + 10).put((byte) 3);
    long left = number;
    while (left > 0x7f) {
      edit.put((byte) (left | 0x80));
      left >>>= 7;
    }
    edit.put((byte) left);
    return Arrays.copyOf(edit.array(), edit.position());
  }

  /** The manifest that is in use. */
  static Path fileOf(Path database) throws IOException {
    Path current = database.resolve("CURRENT");
    if (!Files.exists(current)) {
      throw Damage.of(current, "is missing");
    }
    String name = new String(Files.readAllBytes(current), US_ASCII).strip();
    if (!NAME.matcher(name).matches()) {
      throw Damage.of(current, "is damaged: it names no manifest");
    }
    Path manifest = database.resolve(name);
    if (!Files.isRegularFile(manifest)) {
      throw Damage.of(manifest, "is missing, though " + current + " names it");
    }
    return manifest;
  }

  LogFile.Scan scan() {
    return scan;
  }

  /** Sizes in bytes by table number. */
  Map<Long, Long> tables() {
    return Map.copyOf(tableBytes);
  }

  /** Logs from this number on are live. */
  long logNumber() {
    return logNumber;
  }

  /** LevelDB's at the time of the last entry; it may count writes that only a log holds. */
  long lastSequence() {
    return lastSequence;
  }

  /** LevelDB's when the database was opened: all up to it was in tables then. */
  long openSequence() {
    return openSequence;
  }

  boolean isLive(long number) {
    return number >= logNumber || number == previousLogNumber;
  }

  /** The live logs of a database, by number and so by age. */
  Map<Long, Path> liveLogs(Path database) throws IOException {
    Map<Long, Path> logs = logsIn(database);
    logs.keySet().removeIf(number -> !isLive(number));
    return logs;
  }

  /** All logs of a database, live or not, by number and so by age. */
  static SortedMap<Long, Path> logsIn(Path database) throws IOException {
    return numbered(database, "[0-9]*.log");
  }

  /** All tables of a database, live or not, by number. */
  static Map<Long, Path> tablesIn(Path database) throws IOException {
    return numbered(database, "[0-9]*.{sst,ldb}");
  }

  private static SortedMap<Long, Path> numbered(Path database, String pattern) throws IOException {
    SortedMap<Long, Path> byNumber = new TreeMap<>();
    try (var files = Files.newDirectoryStream(database, pattern)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        byNumber.put(Long.parseLong(name.substring(0, name.indexOf('.'))), file);
      }
    }
    return byNumber;
  }

  private void edit(byte[] record, long recordEnd) {
    if (edits == mostEdits) {
      return;
    }
    edits++;
    end = recordEnd;
    boolean namesLog = false;
    ByteBuffer in = ByteBuffer.wrap(record);
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      switch (tag) {
        case 1 -> skipBytes(in); // comparator
        case 2 -> {
          logNumber = varint(in);
          namesLog = true;
        }
        case 3 -> nextFileNumber = varint(in);
        case 4 -> lastSequence = varint(in);
        case 5 -> { // compaction pointer
          varint(in);
          skipBytes(in);
        }
        case 6 -> { // deleted table
          varint(in);
          tableBytes.remove(varint(in));
        }
        case 7 -> { // new table
          varint(in);
          tableBytes.put(varint(in), varint(in));
          skipBytes(in);
          skipBytes(in);
        }
        case 9 -> previousLogNumber = varint(in);
        default -> throw new IllegalArgumentException("unknown tag " + tag);
      }
    }
    if (namesLog && openSequence < 0) {
      openSequence = lastSequence;
    }
  }

  private static void skipBytes(ByteBuffer in) {
    int length = (int) varint(in);
    in.position(in.position() + length);
  }

  static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("number too long");
  }
}
