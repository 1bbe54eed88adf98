package io.troupe.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Writes what {@code --html FILE} asks for. */
final class Pages {
  private Pages() {}

  static void write(Path file, String page) throws CommandFailure {
    try {
      Files.writeString(file, page);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--html " + file + ": the directory does not exist; create it first");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "--html " + file + ": the file cannot be written: " + e);
    }
  }
}
