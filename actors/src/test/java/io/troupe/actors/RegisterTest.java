package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.actors.RegisterOutcome.Committed;
import io.troupe.actors.RegisterOutcome.Reason;
import io.troupe.actors.RegisterOutcome.Rejected;
import io.troupe.actors.RegisterOutcome.Unknown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registers on three nodes over real Artery and real disks; each test has keys of its own. */
class RegisterTest {
  private static final String CONFIG =
      """
      troupe.paxos { compact-after-events = 50, max-pending-requests = 100 }
      troupe.registers.counters.members = [node-1, node-2, node-3]
      """;

  @TempDir static Path directory;
  private static PaxosCluster cluster;
  private static final Map<String, ReplicatedRegister<String>> REGISTERS = new HashMap<>();

  @BeforeAll
  static void start() {
    cluster = new PaxosCluster(directory, CONFIG);
    PaxosCluster.NODES.forEach(RegisterTest::startRegister);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void concurrent_changes_from_all_nodes_keep_every_increment() {
    List<CompletionStage<RegisterOutcome<String>>> outcomes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      outcomes.add(register(PaxosCluster.NODES.get(i % 3)).change("hits", RegisterTest::plusOne));
    }
    long committed = 0;
    long unknown = 0;
    for (CompletionStage<RegisterOutcome<String>> outcome : outcomes) {
      RegisterOutcome<String> what = TestCluster.get(outcome);
      committed += what instanceof Committed ? 1 : 0;
      unknown += what instanceof Unknown ? 1 : 0;
    }

    long counted = Long.parseLong(read("node-2", "hits").orElse("0"));

    assertThat(committed).isPositive();
    assertThat(counted).isBetween(committed, committed + unknown);
  }

  @Test
  void what_one_node_wrote_every_node_reads() {
    committed(register("node-1").write("seat", "ann"));

    for (String node : PaxosCluster.NODES) {
      assertThat(read(node, "seat")).hasValue("ann");
    }
    assertThat(read("node-1", "another seat")).isEmpty();
  }

  @Test
  void a_comparison_says_what_it_found_and_changes_only_what_it_expected() {
    ReplicatedRegister<String> register = register("node-2");

    assertThat(committed(register.compareAndSet("lock", Optional.empty(), Optional.of("ann"))))
        .isEqualTo(new Committed<>(Optional.empty(), Optional.of("ann")));
    assertThat(
            committed(
                register("node-3").compareAndSet("lock", Optional.empty(), Optional.of("bob"))))
        .isEqualTo(new Committed<>(Optional.of("ann"), Optional.of("ann")));
    assertThat(committed(register.compareAndSet("lock", Optional.of("ann"), Optional.of("bob"))))
        .isEqualTo(new Committed<>(Optional.of("ann"), Optional.of("bob")));
  }

  @Test
  void a_deleted_key_is_empty_and_can_be_written_again() {
    committed(register("node-1").write("temporary", "a"));

    assertThat(committed(register("node-2").delete("temporary")))
        .isEqualTo(new Committed<>(Optional.of("a"), Optional.empty()));
    assertThat(read("node-3", "temporary")).isEmpty();

    committed(register("node-1").write("temporary", "b"));
    assertThat(read("node-3", "temporary")).hasValue("b");
  }

  @Test
  void all_is_there_after_all_nodes_restarted_and_journals_were_compacted() {
    for (int i = 0; i < 60; i++) {
      committed(register(PaxosCluster.NODES.get(i / 20)).change("life", RegisterTest::plusOne));
    }
    committed(register("node-1").write("gone", "x"));
    committed(register("node-1").delete("gone"));

    cluster.stopAll();
    for (String node : PaxosCluster.NODES) {
      cluster.start(node);
      startRegister(node);
    }

    assertThat(read("node-3", "life")).hasValue("60");
    assertThat(read("node-3", "gone")).isEmpty();
    assertThat(committed(register("node-2").change("life", RegisterTest::plusOne)).after())
        .hasValue("61");
  }

  @Test
  void a_minority_may_be_down_and_without_a_majority_nothing_is_claimed() {
    committed(register("node-1").write("quorum", "a"));
    cluster.stop("node-3");
    committed(register("node-1").write("quorum", "b"));
    cluster.stop("node-2");

    RegisterOutcome<String> alone = TestCluster.get(register("node-1").write("quorum", "c"));
    assertThat(alone).isNotInstanceOf(Committed.class);

    for (String node : List.of("node-2", "node-3")) {
      cluster.start(node);
      startRegister(node);
    }
    // What is unknown may take effect; what is rejected must not.
    Optional<String> found = read("node-3", "quorum");
    assertThat(found).isPresent().get().isIn("b", "c");
    if (alone instanceof Rejected) {
      assertThat(found).hasValue("b");
    }
    assertThat(read("node-2", "quorum")).isEqualTo(found);
  }

  @Test
  void a_function_that_throws_changes_nothing() {
    committed(register("node-1").write("fragile", "a"));

    RegisterOutcome<String> outcome =
        TestCluster.get(
            register("node-1")
                .change(
                    "fragile",
                    before -> {
                      throw new IllegalStateException("asked to");
                    }));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(Reason.FAILED);
              assertThat(rejected.message()).contains("asked to");
            });
    assertThat(read("node-2", "fragile")).hasValue("a");
  }

  @Test
  void a_value_that_is_too_large_is_rejected() {
    assertThat(TestCluster.get(register("node-1").write("large", "x".repeat(200_000))))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void more_requests_than_may_wait_are_rejected_as_overload() {
    List<CompletionStage<RegisterOutcome<String>>> outcomes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      outcomes.add(register("node-1").write("crowd", "x" + i));
    }

    List<RegisterOutcome<String>> all = outcomes.stream().map(TestCluster::get).toList();

    assertThat(all.stream().filter(Committed.class::isInstance).count())
        .isGreaterThanOrEqualTo(100);
    assertThat(all)
        .filteredOn(outcome -> !(outcome instanceof Committed))
        .isNotEmpty()
        .allSatisfy(
            outcome ->
                assertThat(((Rejected<String>) outcome).reason()).isEqualTo(Reason.OVERLOADED));
  }

  @Test
  void keys_that_other_nodes_would_read_differently_are_refused() {
    for (String key : List.of("", "x".repeat(513), "half \ud800")) {
      assertThatThrownBy(() -> register("node-1").read(key))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("key");
    }
    committed(register("node-1").write("\ud83c\udfad \u00e9", "a"));
    assertThat(read("node-2", "\ud83c\udfad \u00e9")).hasValue("a");
  }

  private static Optional<String> plusOne(Optional<String> count) {
    return Optional.of(String.valueOf(Long.parseLong(count.orElse("0")) + 1));
  }

  private static void startRegister(String node) {
    REGISTERS.put(node, cluster.troupe(node).register(RegisterSpec.of("counters", Codec.utf8())));
  }

  private static ReplicatedRegister<String> register(String node) {
    return Optional.ofNullable(REGISTERS.get(node)).orElseThrow();
  }

  private static Optional<String> read(String node, String key) {
    List<Optional<String>> found = new ArrayList<>();
    TestCluster.await(
        "reading of " + key + " at " + node,
        () ->
            TestCluster.get(register(node).read(key))
                .match(
                    read -> {
                      assertThat(read.after()).isEqualTo(read.before());
                      found.add(read.after());
                      return true;
                    },
                    rejected -> false,
                    unknown -> false));
    return found.get(0);
  }

  private static Committed<String> committed(CompletionStage<RegisterOutcome<String>> stage) {
    RegisterOutcome<String> outcome = TestCluster.get(stage);
    assertThat(outcome).isInstanceOf(Committed.class);
    return (Committed<String>) outcome;
  }
}
