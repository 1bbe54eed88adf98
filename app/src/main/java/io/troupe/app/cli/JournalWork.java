package io.troupe.app.cli;

import io.troupe.app.trial.Screen;
import io.troupe.persistence.DataDirectoryException;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.leveldb.JournalFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Model.CommandSpec;

/** Work on a journal's files, with a progress bar and one message for each way to fail. */
final class JournalWork {
  private static final int BAR_WIDTH = 30;

  private JournalWork() {}

  /** What is done with an open journal. */
  interface OnFiles<T> {
    T run(JournalFiles files, JournalFiles.Progress progress) throws IOException;
  }

  /** What is done without one. */
  interface Work<T> {
    T run(JournalFiles.Progress progress) throws IOException;
  }

  static <T> T on(Path directory, String doing, CommandSpec spec, OnFiles<T> work)
      throws CommandFailure {
    return run(
        doing,
        spec,
        progress -> {
          try (JournalFiles files = JournalFiles.open(directory)) {
            return work.run(files, progress);
          }
        });
  }

  static <T> T run(String doing, CommandSpec spec, Work<T> work) throws CommandFailure {
    AtomicReference<String> bar = new AtomicReference<>("");
    try (Screen screen = new Screen(spec.commandLine().getErr(), Terminal.isAttached())) {
      screen.begin(() -> doing + bar.get());
      T result = work.run((done, total) -> bar.set(bar(done, total)));
      screen.finish();
      return result;
    } catch (DataDirectoryException e) {
      throw new CommandFailure(ExitCode.USAGE, message(e));
    } catch (JournalException.Unavailable e) {
      throw new CommandFailure(ExitCode.FAILED, message(e));
    } catch (JournalException e) {
      throw new CommandFailure(ExitCode.NO, message(e));
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, doing + " failed: " + reason(e));
    }
  }

  /** Of a file system's exceptions, most messages are no more than the file. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "user " + System.getProperty("user.name") + " may not use " + e.getMessage();
    } else if (e instanceof NoSuchFileException) {
      return "there is no " + e.getMessage();
    } else if (e instanceof NotDirectoryException) {
      return e.getMessage() + " is no directory";
    }
    return message(e) + " (" + e.getClass().getSimpleName() + ")";
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }

  private static String bar(long done, long total) {
    String mebibytes = String.format(": %,d MiB", done >> 20);
    if (total <= 0) {
      return mebibytes;
    }
    int filled = (int) Math.min(BAR_WIDTH, BAR_WIDTH * done / total);
    return mebibytes
        + " ["
        + "#".repeat(filled)
        + ".".repeat(BAR_WIDTH - filled)
        + "] "
        + Math.min(100, 100 * done / total)
        + " %";
  }
}
