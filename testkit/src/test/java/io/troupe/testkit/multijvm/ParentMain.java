package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A parent to be killed: has one child, and says which. */
final class ParentMain {
  private ParentMain() {}

  /**
   * Starts the child, and does nothing more.
   *
   * @param arguments a directory, and whether the child is to be paused
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Path.of(arguments[0]);
    int port = FreePorts.take(1).get(0);
    JvmSpec spec =
        JvmSpec.of("child", ChildMain.class, directory.resolve("child.log"))
            .withArguments(directory.toString(), String.valueOf(port));
    try (JvmGroup group = JvmGroup.of(List.of(spec))) {
      group.startAll();
      JvmProcess child = group.member("child");
      Answers.await(port);
      if (Boolean.parseBoolean(arguments[1])) {
        child.pause();
      }
      Path written = Files.writeString(directory.resolve("written"), String.valueOf(child.pid()));
      Files.move(written, directory.resolve("pid"));
      new CountDownLatch(1).await();
    }
  }
}
