package io.troupe.bench.journal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.RecordingStream;

/** How many entries Troupe's journal makes durable with one sync, as its flight events tell. */
public final class CommitSizes implements AutoCloseable {
  private final RecordingStream events = new RecordingStream();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong entries = new AtomicLong();

  /** Begins to listen. */
  public CommitSizes() {
    events.enable("troupe.JournalCommit").withThreshold(Duration.ZERO);
    events.onEvent(
        "troupe.JournalCommit",
        commit -> {
          commits.incrementAndGet();
          entries.addAndGet(commit.getInt("entries"));
        });
    events.startAsync();
  }

  /** The mean so far, about a second late; 0 if there was none. */
  public double mean() {
    return commits.get() == 0 ? 0 : entries.doubleValue() / commits.get();
  }

  @Override
  public void close() {
    events.close();
  }
}
