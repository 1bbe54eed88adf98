package io.troupe.actors.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.actors.wire.RegisterRestated;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.Proposal;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterKey;
import io.troupe.protocols.paxos.register.RegisterMemory;
import io.troupe.protocols.paxos.register.RegisterState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a journal was compacted, and wherever it ends, it recovers to what was remembered. */
class RegisterRecallTest {
  private static final int KEYS = 8;

  /** A journal that confirms when it is told to, and does delete. */
  private static final class Journal implements Role.Shell<Object> {
    private final List<Object> events = new ArrayList<>();
    private final ArrayDeque<Runnable> unconfirmed = new ArrayDeque<>();
    private int deleted;

    @Override
    public void persist(long write, List<Object> more) {
      events.addAll(more);
    }

    @Override
    public void persistAside(Object event, LongConsumer confirmed) {
      events.add(event);
      int sequenceNr = events.size();
      unconfirmed.add(() -> confirmed.accept(sequenceNr));
    }

    @Override
    public void deleteBefore(long sequenceNr) {
      deleted = Math.toIntExact(sequenceNr - 1);
    }

    @Override
    public void wakeAt(long nanos) {}

    @Override
    public int writesInFlight() {
      return 0;
    }

    RegisterMemory recovered() {
      RegisterRecall recall = new RegisterRecall();
      events.subList(deleted, events.size()).forEach(recall::apply);
      return recall.memory();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void p33_every_prefix_of_a_compacted_journal_recovers_to_what_was_remembered(long seed) {
    Random random = new Random(seed);
    RegisterMemory memory = new RegisterMemory();
    Journal journal = new Journal();
    Compaction compaction = new Compaction(20, journal, memory);

    for (long round = 1; round <= 400; round++) {
      RegisterEvent event = anything(random, round, memory);
      memory.apply(event);
      journal.persist(round, List.of(event));
      compaction.persisted(1);
      while (!journal.unconfirmed.isEmpty() && random.nextInt(3) == 0) {
        journal.unconfirmed.remove().run();
      }

      assertThat(journal.recovered().events()).as("round %d", round).isEqualTo(memory.events());
    }
    assertThat(journal.deleted).isPositive();
    assertThat(journal.events.size() - journal.deleted).isLessThan(200);
  }

  @Test
  void a_journal_that_begins_within_a_compaction_is_damaged() {
    RegisterRecall amid = new RegisterRecall();
    assertThatThrownBy(() -> amid.apply(new RegisterRestated(2, true, List.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("part 2 of a compaction after 0 parts");

    RegisterRecall unfinished = new RegisterRecall();
    unfinished.apply(new RegisterRestated(1, false, List.of()));
    assertThatThrownBy(unfinished::memory)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ends amid a compaction");
  }

  /** Values are so large that a compaction takes several parts. */
  private static RegisterEvent anything(Random random, long round, RegisterMemory memory) {
    RegisterKey key = new RegisterKey("key " + random.nextInt(KEYS));
    Ballot ballot = new Ballot(2 * round, new NodeId("node-1"), 1);
    Ballot next = new Ballot(2 * round + random.nextInt(2), new NodeId("node-1"), 1);
    return switch (random.nextInt(4)) {
      case 0 -> new RegisterEvent.Promised(key, ballot);
      case 1 ->
          memory.holds(key)
              ? new RegisterEvent.Erased(key)
              : new RegisterEvent.Promised(key, ballot);
      case 2 -> new RegisterEvent.Accepted(key, new Proposal<>(ballot, RegisterState.EMPTY), next);
      default ->
          new RegisterEvent.Accepted(
              key, new Proposal<>(ballot, RegisterState.of(Bytes.wrap(new byte[100_000]))), next);
    };
  }
}
