package io.troupe.bench.troupe;

import io.troupe.actors.Codec;
import io.troupe.actors.RegisterOutcome;
import io.troupe.actors.RegisterSpec;
import io.troupe.actors.ReplicatedRegister;
import io.troupe.actors.Troupe;
import io.troupe.bench.ClusterSpec;
import io.troupe.bench.Completion;
import io.troupe.bench.Values;
import io.troupe.bench.register.Counters;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/** A replicated register for each counter. */
public final class RegisterCounters implements Counters {
  private final TroupeNodes nodes;
  private final List<ReplicatedRegister<Long>> registers;

  private RegisterCounters(ClusterSpec spec, int valueBytes, String settings) {
    this.nodes =
        new TroupeNodes(
            spec, "troupe.registers.bench.members = [node-0, node-1, node-2]\n" + settings);
    this.registers =
        nodes.systems().stream()
            .map(it -> Troupe.get(it).register(RegisterSpec.of("bench", counts(valueBytes))))
            .toList();
  }

  /** With default settings: whoever changes a key again needs one round trip. */
  public static Counters sticky(ClusterSpec spec, int valueBytes) {
    return new RegisterCounters(spec, valueBytes, "");
  }

  /** Every change needs both round trips. */
  public static Counters inTwoRoundTrips(ClusterSpec spec, int valueBytes) {
    return new RegisterCounters(spec, valueBytes, "troupe.paxos.sticky-keys = 0");
  }

  @Override
  public SortedMap<String, String> settings() {
    return nodes.settings(
        List.of("troupe.persistence.leveldb.journal.fsync", "troupe.paxos.sticky-keys"));
  }

  @Override
  public int nodeOf(int client, boolean everywhere) {
    return everywhere ? client % ClusterSpec.NODES : 0;
  }

  @Override
  public void increment(int node, int key, Completion completion) {
    registers
        .get(node)
        .change("key-" + key, before -> Optional.of(before.orElse(0L) + 1))
        .thenAccept(outcome -> complete(outcome, completion));
  }

  private static void complete(RegisterOutcome<Long> outcome, Completion completion) {
    if (outcome instanceof RegisterOutcome.Committed) {
      completion.succeeded();
    } else if (outcome instanceof RegisterOutcome.Rejected<Long> rejected) {
      completion.failed(rejected.reason() + ": " + rejected.message());
    } else if (outcome instanceof RegisterOutcome.Unknown<Long> unknown) {
      completion.unknown(unknown.message());
    }
  }

  @Override
  public CompletionStage<Long> read(int node, int key) {
    return registers
        .get(node)
        .read("key-" + key)
        .thenApply(
            outcome -> {
              if (outcome instanceof RegisterOutcome.Committed<Long> committed) {
                return committed.after().orElse(0L);
              }
              throw new IllegalStateException(outcome.toString());
            });
  }

  @Override
  public void close() {
    nodes.close();
  }

  /** A count that takes so many bytes, of which each is checked. */
  private static Codec<Long> counts(int bytes) {
    return new Codec<>() {
      @Override
      public byte[] encode(Long count) {
        return Values.encode(count, bytes);
      }

      @Override
      public Long decode(ByteBuffer value) {
        if (!Values.isIntact(value)) {
          throw new IllegalArgumentException("a count that was altered");
        }
        return Values.idOf(value);
      }
    };
  }
}
