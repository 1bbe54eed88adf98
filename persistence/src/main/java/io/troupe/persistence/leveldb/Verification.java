package io.troupe.persistence.leveldb;

import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.JournalFiles.Progress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Holds the entries of a database against each other: events against their chain, tags against
 * events and back, names against numbers and back.
 */
final class Verification {
  /** Problems are counted beyond, but not described. */
  static final int MAX_PROBLEMS = 100;

  private final Database database;
  private final StreamTable table;
  private final long totalBytes;
  private final Progress progress;
  private final List<String> problems = new ArrayList<>();
  private long moreProblems;
  private long stream;
  private long previousNr;
  private long deletedTo;

  Verification(Database database, long totalBytes, Progress progress) {
    this.database = database;
    this.table = new StreamTable(database);
    this.totalBytes = totalBytes;
    this.progress = progress;
  }

  List<String> run() {
    Scan.run(
        database,
        totalBytes,
        progress,
        (key, value) -> {
          try {
            visit(key, value);
          } catch (JournalException.Damaged e) {
            problem(describe(key) + ": " + e.getMessage());
          }
        });
    if (moreProblems > 0) {
      problems.add("and " + moreProblems + " more");
    }
    return problems;
  }

  private void visit(byte[] key, byte[] value) {
    if (Keys.isEvent(key)) {
      event(key, EventRecord.decode(key, value));
    } else if (Keys.isTagged(key)) {
      tag(key, value);
    } else if (Keys.isStream(key)) {
      stream(key, value);
    } else if (Keys.isName(key)) {
      name(key, value);
    } else if (Keys.isState(key)) {
      StateRecord.decode(key, value);
    } else if (Keys.isCounter(key)) {
      Counters.decode(key, value, 0);
    } else {
      problem(describe(key) + " is of no known kind");
    }
  }

  private void event(byte[] key, EventRecord event) {
    if (Keys.streamOf(key) != stream) {
      stream = Keys.streamOf(key);
      deletedTo = table.deletedTo(stream);
      previousNr = 0;
      if (database.get(Keys.name(stream)) == null) {
        problem("stream " + stream + " has events and no persistence id");
      }
    }
    if (event.previousNr() != previousNr && event.previousNr() > deletedTo) {
      problem(describe(key) + ": event " + event.previousNr() + " before it is missing");
    }
    previousNr = event.sequenceNr();
    if (event.sequenceNr() > deletedTo) {
      for (String tag : event.tags()) {
        byte[] tagKey = Keys.tagged(tag, event.offset());
        byte[] entry = database.get(tagKey);
        if (entry == null || !Keys.isSameEvent(key, tagKey, entry)) {
          problem(describe(key) + " is missing in the index of tag " + tag);
        }
      }
    }
  }

  private void tag(byte[] key, byte[] value) {
    long number = Counters.decode(key, value, 0);
    long sequenceNr = Counters.decode(key, value, 1);
    byte[] eventKey = Keys.event(number, sequenceNr);
    byte[] event = database.get(eventKey);
    if (event == null) {
      if (sequenceNr > table.deletedTo(number)) {
        problem(describe(eventKey) + " is missing, but has the tag " + Keys.tagOf(key));
      }
    } else if (!hasTag(eventKey, event, Keys.tagOf(key), Keys.offsetOf(key))) {
      problem(describe(eventKey) + " does not have the tag " + Keys.tagOf(key) + " of the index");
    }
  }

  private static boolean hasTag(byte[] eventKey, byte[] event, String tag, long offset) {
    try {
      EventRecord record = EventRecord.decode(eventKey, event);
      return record.tags().contains(tag) && record.offset() == offset;
    } catch (JournalException.Damaged e) {
      return true; // the event itself was reported
    }
  }

  private void stream(byte[] key, byte[] value) {
    long number = Counters.decode(key, value, 0);
    String id = Keys.persistenceIdOf(key);
    byte[] name = Keys.name(number);
    boolean same =
        Optional.ofNullable(database.get(name))
            .map(stored -> StreamName.decode(name, stored).equals(id))
            .orElse(false);
    if (!same) {
      problem("persistence id " + id + " has the number " + number + ", which is not named so");
    }
  }

  private void name(byte[] key, byte[] value) {
    String id = StreamName.decode(key, value);
    byte[] stored = Keys.stream(id);
    if (Counters.decode(stored, database.get(stored), 0) != Keys.streamOf(key)) {
      problem("stream " + Keys.streamOf(key) + " is named " + id + ", which has another number");
    }
  }

  private String describe(byte[] key) {
    if (Keys.isState(key)) {
      return "state of " + Keys.persistenceIdOf(key);
    }
    if (!Keys.isEvent(key)) {
      return "entry " + HexFormat.of().formatHex(key);
    }
    byte[] name = Keys.name(Keys.streamOf(key));
    byte[] id = database.get(name);
    String of = id == null ? "of stream " + Keys.streamOf(key) : StreamName.decode(name, id);
    return "event " + of + " / " + Keys.sequenceNrOf(key);
  }

  private void problem(String what) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(what);
    } else {
      moreProblems++;
    }
  }
}
