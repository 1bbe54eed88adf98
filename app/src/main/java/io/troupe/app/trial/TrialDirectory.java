package io.troupe.app.trial;

import io.troupe.testkit.multijvm.TrialFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A fresh temporary directory, kept for inspection unless the trial went well. */
final class TrialDirectory {
  private TrialDirectory() {}

  static Path create(String trial) {
    try {
      return Files.createTempDirectory("troupe-" + trial + "-");
    } catch (IOException e) {
      throw new TrialFailure("cannot create a temporary directory: " + e.getMessage(), e);
    }
  }

  static void delete(Path directory) {
    try (Stream<Path> content = Files.walk(directory)) {
      List<Path> deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new TrialFailure("cannot delete " + directory + ": " + e.getMessage(), e);
    }
  }
}
