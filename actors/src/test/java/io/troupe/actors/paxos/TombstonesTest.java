package io.troupe.actors.paxos;

import static io.troupe.actors.paxos.Tombstones.REST_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.register.RegisterKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When it is tried to have a deleted key forgotten. */
class TombstonesTest {
  private static final NodeId ONE = new NodeId("node-1");
  private static final NodeId TWO = new NodeId("node-2");
  private static final RegisterKey KEY = new RegisterKey("a");
  private static final RegisterKey OTHER = new RegisterKey("b");

  private final Tombstones tombstones = new Tombstones(List.of(ONE, TWO));

  @Test
  void a_key_is_collected_once_every_acceptor_was_heard_from_since_it_was_emptied() {
    tombstones.heard(ONE);
    tombstones.add(KEY, 0);
    tombstones.heard(TWO);
    assertThat(tombstones.next(REST_NANOS)).isEmpty();

    tombstones.heard(ONE);

    assertThat(tombstones.next(REST_NANOS)).hasValue(KEY);
  }

  @Test
  void a_key_is_collected_when_it_was_left_alone_for_a_while() {
    tombstones.add(KEY, 100);
    tombstones.heard(ONE);
    tombstones.heard(TWO);

    assertThat(tombstones.dueNanos()).isEqualTo(100 + REST_NANOS);
    assertThat(tombstones.next(99 + REST_NANOS)).isEmpty();
    assertThat(tombstones.next(100 + REST_NANOS)).hasValue(KEY);
  }

  @Test
  void a_key_that_is_used_is_not_collected() {
    tombstones.add(KEY, 0);
    tombstones.heard(ONE);
    tombstones.heard(TWO);

    tombstones.used(KEY);

    assertThat(tombstones.dueNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(tombstones.next(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void keys_are_collected_one_at_a_time() {
    tombstones.add(KEY, 0);
    tombstones.add(OTHER, 0);
    tombstones.heard(ONE);
    tombstones.heard(TWO);

    assertThat(tombstones.next(REST_NANOS)).hasValue(KEY);
    assertThat(tombstones.next(REST_NANOS)).isEmpty();
    tombstones.collected(KEY, true, REST_NANOS);
    assertThat(tombstones.next(REST_NANOS)).hasValue(OTHER);
  }

  @Test
  void a_collection_that_failed_waits_until_all_were_heard_from_again() {
    tombstones.add(KEY, 0);
    tombstones.heard(ONE);
    tombstones.heard(TWO);
    assertThat(tombstones.next(REST_NANOS)).hasValue(KEY);

    tombstones.collected(KEY, false, REST_NANOS);
    assertThat(tombstones.next(2 * REST_NANOS)).isEmpty();

    tombstones.heard(ONE);
    tombstones.heard(TWO);
    assertThat(tombstones.next(2 * REST_NANOS)).hasValue(KEY);
  }

  @Test
  void no_more_keys_are_kept_than_the_bound() {
    for (int i = 0; i <= Tombstones.MAX_KEYS; i++) {
      tombstones.add(new RegisterKey("key " + i), 0);
    }
    tombstones.heard(ONE);
    tombstones.heard(TWO);

    assertThat(tombstones.next(REST_NANOS)).hasValue(new RegisterKey("key 1"));
  }
}
