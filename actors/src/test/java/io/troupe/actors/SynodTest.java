package io.troupe.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.troupe.actors.Outcome.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions on three nodes over real Artery and real disks; each test takes another one. */
class SynodTest {
  private static final String CONFIG =
      """
      troupe.paxos.request-timeout = 2s
      members = [node-1, node-2, node-3]
      troupe.synods {
        duel.members = ${members}
        late.members = ${members}
        restart.members = ${members}
        minority.members = ${members}
        majority.members = ${members}
        large.members = ${members}
        guest.members = [node-1, node-2]
        all.members = ${members}
        all.quorums { phase-1 = 1, phase-2 = 3 }
      }
      """;

  @TempDir static Path directory;
  private static PaxosCluster cluster;

  @BeforeAll
  static void start() {
    cluster =
        new PaxosCluster(directory, ConfigFactory.parseString(CONFIG).resolve().root().render());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void proposers_that_compete_choose_one_value_and_every_node_learns_it() {
    List<Synod<String>> synods = PaxosCluster.NODES.stream().map(it -> synod(it, "duel")).toList();
    List<CompletionStage<Decision<String>>> decisions = new ArrayList<>();
    for (int i = 0; i < synods.size(); i++) {
      decisions.add(synods.get(i).propose("value " + i));
    }

    Set<String> told = new HashSet<>();
    decisions.forEach(decision -> told.add(chosen(TestCluster.get(decision))));
    synods.forEach(synod -> told.add(TestCluster.get(synod.learned())));

    assertThat(told).hasSize(1).first().asString().startsWith("value ");
  }

  @Test
  void whoever_proposes_late_is_told_what_was_chosen() {
    Synod<String> first = synod("node-1", "late");
    Synod<String> second = synod("node-2", "late");
    Synod<String> third = synod("node-3", "late");

    assertThat(chosen(first, "first")).isEqualTo("first");

    assertThat(chosen(second, "second")).isEqualTo("first");
    assertThat(chosen(third, "third")).isEqualTo("first");
    assertThat(chosen(first, "again")).isEqualTo("first");
  }

  /** Proposers and learners forget it: what is left is in the acceptors' journals. */
  @Test
  void what_is_chosen_stays_so_when_all_nodes_restart() {
    List<Synod<String>> before =
        PaxosCluster.NODES.stream().map(it -> synod(it, "restart")).toList();
    assertThat(chosen(before.get(1), "before")).isEqualTo("before");

    cluster.stopAll();
    PaxosCluster.NODES.forEach(cluster::start);
    List<Synod<String>> synods =
        PaxosCluster.NODES.stream().map(it -> synod(it, "restart")).toList();

    assertThat(chosen(synods.get(0), "after")).isEqualTo("before");
    synods.forEach(it -> assertThat(TestCluster.get(it.learned())).isEqualTo("before"));
  }

  @Test
  void a_minority_may_be_down_and_learns_when_it_is_back() {
    Synod<String> first = synod("node-1", "minority");
    synod("node-2", "minority");
    cluster.stop("node-3");

    assertThat(chosen(first, "without node-3")).isEqualTo("without node-3");

    cluster.start("node-3");
    Synod<String> third = synod("node-3", "minority");
    assertThat(TestCluster.get(third.learned())).isEqualTo("without node-3");
  }

  @Test
  void without_a_majority_nothing_is_known_and_nothing_is_decided_twice() {
    Synod<String> first = synod("node-1", "majority");

    assertThat(TestCluster.get(first.propose("alone"))).isInstanceOf(Decision.Unknown.class);
    assertThat(first.learned().toCompletableFuture()).isNotDone();

    Synod<String> second = synod("node-2", "majority");
    String chosen = chosen(second, "together");
    assertThat(TestCluster.get(first.learned())).isEqualTo(chosen);
    assertThat(chosen(first, "late")).isEqualTo(chosen);
  }

  @Test
  void a_node_that_accepts_nothing_may_propose_and_learn() {
    synod("node-1", "guest");
    synod("node-2", "guest");
    Synod<String> guest = synod("node-3", "guest");

    assertThat(chosen(guest, "by a guest")).isEqualTo("by a guest");
    assertThat(TestCluster.get(guest.learned())).isEqualTo("by a guest");
  }

  @Test
  void quorums_may_be_chosen() {
    Synod<String> first = synod("node-1", "all");
    synod("node-2", "all");

    assertThat(TestCluster.get(first.propose("a"))).isInstanceOf(Decision.Unknown.class);

    synod("node-3", "all");
    assertThat(chosen(first, "b")).isEqualTo("a");
  }

  @Test
  void a_value_that_is_too_large_is_refused_and_a_second_start_is_a_mistake() {
    Synod<String> synod = synod("node-1", "large");

    assertThat(TestCluster.get(synod.propose("x".repeat(200_000))))
        .isInstanceOfSatisfying(
            Decision.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(Reason.TOO_LARGE);
              assertThat(rejected.message()).contains("troupe.paxos.max-value-bytes");
            });
    assertThatThrownBy(() -> synod("node-1", "large"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("synod large is already started");
    assertThatThrownBy(() -> synod("node-1", "nowhere"))
        .isInstanceOf(TroupeConfigurationException.class)
        .hasMessageContaining("troupe.synods.nowhere.members is missing");
  }

  private static Synod<String> synod(String node, String id) {
    return cluster.troupe(node).synod(SynodSpec.of(id, Codec.utf8()));
  }

  private static String chosen(Synod<String> synod, String value) {
    return chosen(TestCluster.get(synod.propose(value)));
  }

  private static String chosen(Decision<String> decision) {
    assertThat(decision).isInstanceOf(Decision.Chosen.class);
    return ((Decision.Chosen<String>) decision).value();
  }
}
