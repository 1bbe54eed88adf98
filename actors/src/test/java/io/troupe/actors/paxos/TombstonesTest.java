package io.troupe.actors.paxos;

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
    tombstones.add(KEY);
    tombstones.heard(TWO);
    assertThat(tombstones.next()).isEmpty();

    tombstones.heard(ONE);

    assertThat(tombstones.next()).hasValue(KEY);
  }

  @Test
  void keys_are_collected_one_at_a_time() {
    tombstones.add(KEY);
    tombstones.add(OTHER);
    tombstones.heard(ONE);
    tombstones.heard(TWO);

    assertThat(tombstones.next()).hasValue(KEY);
    assertThat(tombstones.next()).isEmpty();
    tombstones.collected(KEY, true);
    assertThat(tombstones.next()).hasValue(OTHER);
  }

  @Test
  void a_collection_that_failed_waits_until_all_were_heard_from_again() {
    tombstones.add(KEY);
    tombstones.heard(ONE);
    tombstones.heard(TWO);
    assertThat(tombstones.next()).hasValue(KEY);

    tombstones.collected(KEY, false);
    assertThat(tombstones.next()).isEmpty();

    tombstones.heard(ONE);
    tombstones.heard(TWO);
    assertThat(tombstones.next()).hasValue(KEY);
  }

  @Test
  void no_more_keys_are_kept_than_the_bound() {
    for (int i = 0; i <= Tombstones.MAX_KEYS; i++) {
      tombstones.add(new RegisterKey("key " + i));
    }
    tombstones.heard(ONE);
    tombstones.heard(TWO);

    assertThat(tombstones.next()).hasValue(new RegisterKey("key 1"));
  }
}
