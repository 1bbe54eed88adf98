package io.troupe.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.linearizability.models.Counter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/testing.md: it compiles, it runs, and the page shows this very code. */
class HistoryExampleTest {
  private static final Path PAGE = Path.of("../docs/testing.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/troupe/testkit/linearizability/HistoryExampleTest.java");
  private static final String MARK = "  // #example\n";

  // #example
  @Test
  void the_counter_is_linearizable(@TempDir Path pictures) throws Exception {
    AtomicLong counter = new AtomicLong(); // what is tested
    HistoryRecorder<Counter.Input, Counter.Output> recorder = new HistoryRecorder<>();

    ExecutorService clients = Executors.newFixedThreadPool(4);
    for (int i = 0; i < 4; i++) {
      int client = i;
      clients.execute(
          () -> {
            for (int n = 0; n < 100; n++) {
              long id = recorder.invoke(client, new Counter.AddAndGet(n));
              recorder.returned(id, new Counter.Value(counter.addAndGet(n)));
            }
          });
    }
    clients.shutdown();
    assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

    Verdict<Counter.Input, Counter.Output> verdict =
        LinearizabilityChecker.check(new Counter(), recorder.history(), Bounds.standard());

    if (verdict instanceof Verdict.NotLinearizable<Counter.Input, Counter.Output> no) {
      Files.writeString(pictures.resolve("why.html"), HistoryPicture.html(no.contradiction()));
    }
    assertThat(verdict).isInstanceOf(Verdict.Linearizable.class);
  }

  // #example

  @Test
  void the_page_shows_the_example() throws Exception {
    String example = Files.readString(SOURCE).split(MARK, -1)[1].stripTrailing().stripIndent();

    assertThat(Files.readString(PAGE)).contains("```java\n" + example + "\n```\n");
  }
}
