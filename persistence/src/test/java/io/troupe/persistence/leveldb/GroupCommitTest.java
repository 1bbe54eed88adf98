package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.troupe.persistence.JournalException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.concurrent.Await;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;

/** Group commit on a real database whose disk can be held up, or fail. */
class GroupCommitTest {
  @TempDir Path directory;

  private final Semaphore disk = new Semaphore(0);
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicInteger writes = new AtomicInteger();
  private final List<AutoCloseable> open = new ArrayList<>();
  private GroupCommit commits = unopened();

  @SuppressWarnings("NullAway") // set before each test
  private static GroupCommit unopened() {
    return null;
  }

  @BeforeEach
  void start() throws IOException {
    JournalSettings settings =
        new JournalSettings(directory, true, true, true, 1_000, 3_000, 1_000, 1 << 20);
    Engine engine = Engine.choose(settings);
    DB real = engine.open(directory.resolve("db"), settings);
    Database database = new Database(directory, slow(real), settings, engine);
    HighWater highWater = HighWater.create(directory.resolve("high-water"));
    commits = new GroupCommit(database, highWater, settings, 0);
    commits.start();
    open.add(commits::close);
    open.add(database);
    open.add(highWater);
  }

  @AfterEach
  void stop() throws Exception {
    disk.release(1_000_000);
    for (AutoCloseable opened : open) {
      opened.close();
    }
  }

  /** The same database, whose writes wait for a permit each and fail once it is broken. */
  private DB slow(DB real) {
    return (DB)
        Proxy.newProxyInstance(
            DB.class.getClassLoader(),
            new Class<?>[] {DB.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("write")) {
                disk.acquireUninterruptibly();
                writes.incrementAndGet();
                if (broken.get()) {
                  throw new DBException("fsync: Input/output error");
                }
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  private Future<Boolean> append(int number, int bytes) {
    return commits.append(new Puts().put(Keys.event(1, number), new byte[bytes]));
  }

  private static void await(Future<Boolean> durable) throws Exception {
    Await.result(durable, Duration.Inf());
  }

  @Test
  void what_arrives_during_a_sync_forms_one_batch() throws Exception {
    Future<Boolean> first = append(1, 10);
    disk.release();
    await(first);
    Future<Boolean> last = append(2, 10);
    for (int number = 3; number <= 20; number++) {
      last = append(number, 10);
    }

    disk.release(2);
    await(last);

    assertThat(writes.get()).isLessThanOrEqualTo(3);
    assertThat(HighWater.read(directory.resolve("high-water"))).isEqualTo(20);
  }

  @Test
  void nothing_is_acknowledged_before_the_disk_has_it() {
    Future<Boolean> durable = append(1, 10);

    assertThat(durable.isCompleted()).isFalse();
    assertThat(commits.pending().isCompleted()).isFalse();
  }

  @Test
  void a_full_queue_refuses_and_accepts_again_when_it_has_drained() throws Exception {
    append(1, 900);
    append(2, 900);
    Future<Boolean> third = append(3, 900);

    assertThatExceptionOfType(JournalException.Overloaded.class)
        .isThrownBy(() -> append(4, 900))
        .withMessageContaining("max-queued-bytes");

    disk.release(4);
    await(third);
    await(commits.pending());
    await(append(4, 10));
  }

  @Test
  void a_failed_write_is_final_for_all_queued_and_later_writes() {
    broken.set(true);
    Future<Boolean> failing = append(1, 900);
    Future<Boolean> queued = append(2, 900);

    disk.release();

    assertUnavailable(failing);
    assertUnavailable(queued);
    broken.set(false);
    disk.release(10);
    assertThatExceptionOfType(JournalException.Unavailable.class)
        .isThrownBy(() -> append(3, 10))
        .withMessageContaining("Input/output error")
        .withMessageContaining(directory.toString());
    assertThatExceptionOfType(JournalException.Unavailable.class).isThrownBy(commits::pending);
    assertThat(writes.get()).isEqualTo(1);
  }

  private static void assertUnavailable(Future<Boolean> durable) {
    assertThatExceptionOfType(JournalException.Unavailable.class).isThrownBy(() -> await(durable));
  }

  @Test
  void closing_commits_what_is_queued_and_refuses_what_comes_later() {
    Future<Boolean> queued = append(1, 10);
    disk.release(10);

    commits.close();

    assertThat(queued.isCompleted()).isTrue();
    assertThatExceptionOfType(JournalException.Unavailable.class).isThrownBy(() -> append(2, 10));
  }
}
