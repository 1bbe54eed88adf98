package io.troupe.testkit.certifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.troupe.actors.StateMachine;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each mistake in apply and query is found, under the law that it breaks. */
class BadMachineTest {
  @Test
  void a_factory_that_gives_one_instance_to_all() {
    Tally one = new Tally();

    assertBroken(Law.FRESH_INSTANCES, () -> one);
  }

  private static final Map<String, Long> SHARED = new TreeMap<>();

  @Test
  void a_state_that_all_instances_share() {
    assertBroken(Law.FRESH_INSTANCES, () -> new Tally(SHARED));
  }

  private static long applied;

  @Test
  void a_static_counter_that_shows_in_replies_only() {
    assertBroken(
        Law.DETERMINISM,
        () ->
            new Tally() {
              @Override
              public String apply(String command, long index) {
                applied++;
                return super.apply(command, index) + " of " + applied;
              }
            });
  }

  @Test
  void a_command_that_throws() {
    assertBroken(
        Law.COMMANDS_DO_NOT_THROW,
        () ->
            new Tally() {
              @Override
              String forget(String key) {
                if (!counts.containsKey(key)) {
                  throw new IllegalStateException("nothing to forget");
                }
                return super.forget(key);
              }
            });
  }

  @Test
  void a_machine_that_takes_indices_to_have_no_gaps() {
    assertBroken(
        Law.COMMANDS_DO_NOT_THROW,
        () ->
            new Tally() {
              private long last;

              @Override
              public String apply(String command, long index) {
                if (index != ++last) {
                  throw new IllegalStateException("a gap before " + index);
                }
                return super.apply(command, index);
              }
            });
  }

  @Test
  void a_reply_with_the_time_in_nanoseconds() {
    assertBroken(Law.DETERMINISM, () -> replying(reply -> reply + " at " + System.nanoTime()));
  }

  @Test
  void a_state_with_the_time_in_milliseconds() {
    assertBroken(
        Law.DETERMINISM,
        () ->
            new Tally() {
              @Override
              public String apply(String command, long index) {
                counts.put("time", System.currentTimeMillis());
                return super.apply(command, index);
              }
            });
  }

  @Test
  void a_reply_with_a_random_number() {
    assertBroken(Law.DETERMINISM, () -> replying(reply -> reply + " " + new Random().nextInt(9)));
  }

  @Test
  void a_reply_with_the_default_to_string() {
    assertBroken(Law.DETERMINISM, () -> replying(reply -> reply + new Object()));
  }

  @Test
  void an_answer_with_a_random_number() {
    assertBroken(
        Law.DETERMINISM,
        () ->
            new Tally() {
              @Override
              public String query(String key) {
                return super.query(key) + new Random().nextInt(9);
              }
            });
  }

  @Test
  void a_snapshot_in_the_order_of_identity_hashes() {
    assertBroken(Law.DETERMINISM, IdentityOrder::new);
  }

  /** Keeps keys that have no hash of their own. */
  private static final class IdentityOrder extends Tally {
    private final Set<StringBuilder> keys = new HashSet<>();

    @Override
    public String apply(String command, long index) {
      keys.add(new StringBuilder(command));
      return String.valueOf(keys.size());
    }

    @Override
    byte[] written() {
      return String.join("\n", keys).getBytes(UTF_8);
    }
  }

  @Test
  void a_query_that_changes_the_state() {
    assertBroken(
        Law.QUERIES_CHANGE_NOTHING,
        () ->
            new Tally() {
              @Override
              public String query(String key) {
                return String.valueOf(counts.computeIfAbsent(key, absent -> 0L));
              }
            });
  }

  @Test
  void a_query_that_changes_the_state_and_throws() {
    assertBroken(
        Law.QUERIES_CHANGE_NOTHING,
        () ->
            new Tally() {
              @Override
              public String query(String key) {
                if (counts.putIfAbsent(key, 0L) == null) {
                  throw new IllegalArgumentException("no such key");
                }
                return super.query(key);
              }
            });
  }

  @Test
  void a_query_that_counts_how_often_it_is_asked() {
    assertBroken(
        Law.QUERIES_CHANGE_NOTHING,
        () ->
            new Tally() {
              private long asked;

              @Override
              public String query(String key) {
                return super.query(key) + ", asked before: " + asked++;
              }
            });
  }

  private static Tally replying(UnaryOperator<String> change) {
    return new Tally() {
      @Override
      public String apply(String command, long index) {
        return change.apply(super.apply(command, index));
      }
    };
  }

  static void assertBroken(
      Law law, Supplier<? extends StateMachine<String, String, String>> machine) {
    assertThatExceptionOfType(LawBroken.class)
        .isThrownBy(() -> Tally.certifier(machine).certify())
        .satisfies(
            broken -> assertThat(broken.law()).as(broken.getMessage()).isEqualTo(law),
            broken -> assertThat(broken).hasMessageContainingAll(law.name(), law.advice()));
  }
}
