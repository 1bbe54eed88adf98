package io.troupe.actors.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.actors.TroupeConfigurationException;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Flexible;
import io.troupe.protocols.paxos.Grid;
import io.troupe.protocols.paxos.Listed;
import io.troupe.protocols.paxos.Majority;
import io.troupe.protocols.paxos.QuorumSystem;
import io.troupe.protocols.paxos.Weighted;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who accepts, and who of them is enough, as it can be written in the configuration. */
class QuorumChoiceTest {
  private static final RolesId SEATS = RolesId.register(new GroupId("seats"));
  private static final String FOUR = "members = [a, b, c, d]";

  @Test
  void any_majority_is_enough_unless_said_otherwise() {
    assertThat(quorums(FOUR)).isInstanceOf(Majority.class);
    assertThat(quorums(FOUR + ", quorums = majority")).isInstanceOf(Majority.class);
    assertThat(quorums(FOUR).acceptors()).hasSize(4);
  }

  @Test
  void other_quorums_can_be_chosen() {
    assertThat(quorums(FOUR + ", quorums { phase-1 = 3, phase-2 = 2 }"))
        .isInstanceOfSatisfying(Flexible.class, it -> assertThat(it.phase1Size()).isEqualTo(3));
    assertThat(quorums(FOUR + ", quorums { weights { a = 2, b = 1, c = 1, d = 0 } }"))
        .isInstanceOfSatisfying(
            Weighted.class, it -> assertThat(it.isPhase1Quorum(nodes("a", "b"))).isTrue());
    assertThat(quorums(FOUR + ", quorums { grid = [[a, b], [c, d]] }"))
        .isInstanceOfSatisfying(
            Grid.class, it -> assertThat(it.isPhase2Quorum(nodes("a", "c"))).isTrue());
    assertThat(quorums(FOUR + ", quorums { phase-1 = [[a, b]], phase-2 = [[a], [b, c]] }"))
        .isInstanceOfSatisfying(
            Listed.class, it -> assertThat(it.isPhase2Quorum(nodes("b", "c"))).isTrue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quorums = majority | troupe.registers.seats.members is missing",
        "members = [] | troupe.registers.seats.members",
        "members = node-1 | troupe.registers.seats.members = [node-1, node-2, node-3]",
        "members = [a, a] | troupe.registers.seats.members: duplicate voter",
        "members = [a, ^b c^] | troupe.registers.seats.members: node-id",
        "members = [a, b], quorums = most | there is no \"most\"; write majority",
        "members = [a, b], quorums { columns = 2 } | there is no choice of [columns]",
        "members = [a, b, c], quorums { phase-1 = 1, phase-2 = 2 } | together they must be more",
        "members = [a, b, c], quorums { weights { a = 1, b = 1 } } | name the same nodes",
        "members = [a, b], quorums { grid = [[a], [b, c]] } | must be equally long",
        "members = [a, b], quorums { phase-1 = [[a]], phase-2 = [[b]] } | misses one of phase 2"
      })
  void a_choice_that_makes_no_sense_is_refused_by_its_key(String lines, String part) {
    assertThatExceptionOfType(TroupeConfigurationException.class)
        .isThrownBy(() -> quorums(lines.replace('^', '"')))
        .withMessageContaining("troupe.registers.seats.")
        .withMessageContaining(part);
  }

  private static QuorumSystem quorums(String lines) {
    Config config = ConfigFactory.parseString("troupe.registers.seats { " + lines + " }");
    return QuorumChoice.read(config, SEATS);
  }

  private static List<NodeId> nodes(String... names) {
    return List.of(names).stream().map(NodeId::new).toList();
  }
}
