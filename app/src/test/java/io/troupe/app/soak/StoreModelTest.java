package io.troupe.app.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.troupe.app.soak.Reply.Compared;
import io.troupe.app.soak.Reply.Deleted;
import io.troupe.app.soak.Reply.Found;
import io.troupe.app.soak.Reply.Stored;
import io.troupe.app.soak.Request.CompareAndSet;
import io.troupe.app.soak.Request.Delete;
import io.troupe.app.soak.Request.Get;
import io.troupe.app.soak.Request.Put;
import io.troupe.testkit.linearizability.Bounds;
import io.troupe.testkit.linearizability.HistoryRecorder;
import io.troupe.testkit.linearizability.LinearizabilityChecker;
import io.troupe.testkit.linearizability.Operation;
import io.troupe.testkit.linearizability.Verdict;
import io.troupe.testkit.linearizability.Verdict.Linearizable;
import io.troupe.testkit.linearizability.Verdict.NotLinearizable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The soak can fail: what a wrong store would answer does not pass. */
class StoreModelTest {
  private static final Optional<String> NOTHING = Optional.empty();

  private final HistoryRecorder<Request, Reply> recorder = new HistoryRecorder<>();

  @Test
  void a_store_that_does_as_it_is_told_passes() {
    does(new Put("k", "v1"), new Stored(true));
    does(new Put("k", "v2"), new Stored(false));
    does(new CompareAndSet("k", "v3", Optional.of("v1")), new Compared(false));
    does(new CompareAndSet("k", "v4", Optional.of("v2")), new Compared(true));
    does(new Get("k"), new Found(Optional.of("v4")));
    does(new Delete("k"), new Deleted(true));
    does(new Delete("k"), new Deleted(false));
    does(new CompareAndSet("k", "v5", NOTHING), new Compared(true));
    does(new Get("other"), new Found(NOTHING));

    assertThat(verdict()).isInstanceOf(Linearizable.class);
  }

  @Test
  void a_write_of_unknown_outcome_may_take_effect_late_or_never() {
    recorder.unknown(recorder.invoke(2, new Put("k", "late")));
    recorder.unknown(recorder.invoke(3, new Put("k", "never")));
    does(new Put("k", "v1"), new Stored(true));
    does(new Get("k"), new Found(Optional.of("v1")));
    does(new Get("k"), new Found(Optional.of("late")));

    assertThat(verdict()).isInstanceOf(Linearizable.class);
  }

  @Test
  void an_acknowledged_write_that_is_lost_is_found() {
    does(new Put("k", "v1"), new Stored(true));
    does(new Get("k"), new Found(NOTHING));

    assertThat(verdict()).isInstanceOf(NotLinearizable.class);
  }

  @Test
  void a_stale_read_is_found() {
    does(new Put("k", "v1"), new Stored(true));
    does(new Put("k", "v2"), new Stored(false));
    does(new Get("k"), new Found(Optional.of("v1")));

    assertThat(verdict()).isInstanceOf(NotLinearizable.class);
  }

  @Test
  void a_refused_write_that_took_place_is_found() {
    recorder.failed(recorder.invoke(2, new Put("k", "refused")));
    does(new Get("k"), new Found(Optional.of("refused")));

    assertThat(verdict()).isInstanceOf(NotLinearizable.class);
  }

  @Test
  void two_compare_and_sets_of_one_value_are_found() {
    does(new Put("k", "v1"), new Stored(true));
    does(new CompareAndSet("k", "v2", Optional.of("v1")), new Compared(true));
    does(new CompareAndSet("k", "v3", Optional.of("v1")), new Compared(true));

    assertThat(verdict()).isInstanceOf(NotLinearizable.class);
  }

  @Test
  void a_history_that_is_kept_can_be_read_again() {
    does(new Put("k", "v1"), new Stored(true));
    does(new CompareAndSet("k", "v2", Optional.of("v1")), new Compared(true));
    does(new CompareAndSet("other", "v3", NOTHING), new Compared(true));
    does(new Get("nobody's"), new Found(NOTHING));
    recorder.unknown(recorder.invoke(1, new Delete("k")));

    List<String> lines = SoakTest.FORMAT.write(recorder.history());

    assertThat(SoakTest.FORMAT.read(lines).operations())
        .extracting(Operation::input, Operation::outcome)
        .isEqualTo(
            recorder.history().operations().stream()
                .map(each -> tuple(each.input(), each.outcome()))
                .toList());
  }

  @Test
  void a_write_that_was_applied_twice_is_found() {
    Versions versions = new Versions();

    assertThat(versions.note("v1", 7)).isEmpty();
    assertThat(versions.note("v1", 7)).isEmpty();
    assertThat(versions.note("v1", 8)).isPresent();
    assertThat(versions.note("v2", 7)).isPresent();
  }

  private void does(Request request, Reply reply) {
    recorder.returned(recorder.invoke(1, request), reply);
  }

  private Verdict<Request, Reply> verdict() {
    return LinearizabilityChecker.check(new StoreModel(), recorder.history(), Bounds.standard());
  }
}
