package io.troupe.actors.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import io.troupe.actors.TroupeConfigurationException;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import java.util.List;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake in the configuration gives one message that names the key and the fix. */
class TroupeSettingsTest {
  private static final NodeId SELF = new NodeId("node-1");
  private static final GroupId GROUP = new GroupId("ledger");
  private static final Address ADDRESS = new Address("pekko", "test", "10.0.0.3", 7355);

  @Test
  void the_defaults_are_fine_and_name_no_node() {
    assertThat(settings("").nodeId()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "troupe.raft.heartbeat-intervall, troupe.raft.heartbeat-interval",
    "troupe.nodeid, troupe.node-id",
    "troupe.cleint, troupe.client",
    "troupe.groups.ledger.voter, troupe.groups.ledger.voters",
    "troupe.synods.seats.member, troupe.synods.seats.members",
    "troupe.registers.seats.quorum, troupe.registers.seats.quorums",
    "troupe.paxos.max-backof, troupe.paxos.max-backoff"
  })
  void a_misspelt_key_is_refused_with_the_nearest_known_one(String misspelt, String meant) {
    assertRefused(misspelt + " = 1", "unknown key " + misspelt, "did you mean " + meant + "?");
  }

  @Test
  void an_unknown_key_is_refused_with_the_keys_that_there_are_and_the_place_in_the_file() {
    assertRefused(
        "troupe.log.colour = blue", "unknown key troupe.log.colour", "journal-plugin-id", ": 1)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "troupe.raft.max-inflight-frames = many",
        "troupe.raft.heartbeat-interval = soon",
        "troupe.raft.snapshot-after-bytes = [1]",
        "troupe.client.max-command-bytes = 12 parsecs",
        "troupe.client.request-timeout = {}",
        "troupe.gateway.contact-points = here",
        "troupe.node-id = [node-1]",
        "troupe.raft = fast",
        "troupe.groups = none",
        "troupe.groups.ledger = [node-1]"
      })
  void a_value_of_the_wrong_type_is_refused_under_its_whole_key(String line) {
    assertRefused(line, line.substring(0, line.indexOf(' ')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "troupe.client.max-command-bytes = 1023",
        "troupe.client.max-command-bytes = 201KiB",
        "troupe.client.max-frame-bytes = 3GiB",
        "troupe.client.max-pending-commands = 0",
        "troupe.client.max-pending-commands = 2147483647",
        "troupe.client.max-pending-bytes = 0",
        "troupe.client.max-writes-in-flight = 0",
        "troupe.client.request-timeout = 0s",
        "troupe.client.request-timeout = -5s",
        "troupe.gateway.max-envelope-bytes = 256KiB",
        "troupe.gateway.seek-interval = 0ms",
        "troupe.paxos.compact-after-events = 0",
        "troupe.paxos.max-backoff = 0s",
        "troupe.paxos.max-keys = 0",
        "troupe.paxos.max-pending-bytes = 0",
        "troupe.paxos.max-pending-requests = 0",
        "troupe.paxos.max-total-bytes = 0",
        "troupe.paxos.max-value-bytes = 201KiB",
        "troupe.paxos.min-backoff = 0s",
        "troupe.paxos.request-timeout = 0s",
        "troupe.paxos.resend-interval = 0s",
        "troupe.paxos.reserved-rounds = 0",
        "troupe.paxos.sticky-keys = -1",
        "troupe.raft.disk-stall-timeout = 0s",
        "troupe.raft.heartbeat-interval = 0ms",
        "troupe.raft.max-inflight-bytes = 0",
        "troupe.raft.max-inflight-frames = 0",
        "troupe.raft.max-message-bytes = 200",
        "troupe.raft.max-pending-reads = 0",
        "troupe.raft.max-uncommitted-bytes = 0",
        "troupe.raft.snapshot-after-bytes = 0",
        "troupe.raft.snapshot-chunk-bytes = 1000",
        "troupe.raft.snapshot-chunk-bytes = 300KiB"
      })
  void a_value_out_of_its_bounds_is_refused_with_the_bounds(String line) {
    assertRefused(line, line.substring(0, line.indexOf(' ')) + " = ", "it must");
  }

  @Test
  void an_election_timeout_of_less_than_three_heartbeats_is_refused() {
    assertThat(settings("troupe.raft { heartbeat-interval = 100ms, election-timeout = 300ms }"))
        .isNotNull();
    assertRefused(
        "troupe.raft { heartbeat-interval = 100ms, election-timeout = 299ms }",
        "troupe.raft.election-timeout = 299 ms",
        "at least 3 times troupe.raft.heartbeat-interval (100 ms)");
  }

  @Test
  void a_log_bound_that_leaves_no_room_for_a_snapshot_is_refused() {
    String twoMebibytes = "troupe.raft { snapshot-after-bytes = 1MiB, retained-bytes = 1MiB";
    assertThat(settings(twoMebibytes + ", max-log-bytes = 2MiB }")).isNotNull();
    assertRefused(
        twoMebibytes + ", max-log-bytes = 2097151 }",
        "troupe.raft.max-log-bytes = 2097151",
        "troupe.raft.snapshot-after-bytes (1048576)",
        "troupe.raft.retained-bytes (1048576)");
  }

  @Test
  void pauses_of_proposers_that_leave_nothing_to_draw_are_refused() {
    assertRefused(
        "troupe.paxos { min-backoff = 10ms, max-backoff = 19ms }",
        "troupe.paxos.max-backoff = 19 ms",
        "at least twice troupe.paxos.min-backoff (10 ms)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node 1",
        "node/1",
        "naïve",
        "a234567890b234567890c234567890d234567890e23456789012345"
      })
  void a_malformed_node_id_is_refused(String id) {
    String longEnough = id.length() > 20 ? id + id : id;
    assertRefused(
        "troupe.node-id = \"" + longEnough + "\"",
        "troupe.node-id",
        longEnough,
        "use 1 to 64 letters, digits, '.', '_' or '-'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"repair-by-discard-old", "REPAIR-BY-DISCARD-OLD", "fial"})
  void p32_a_journal_whose_replay_may_drop_events_is_refused(String mode) {
    assertRefused(
        "troupe.log.journal-plugin-id = my-journal, my-journal.replay-filter.mode = " + mode,
        "troupe.log.journal-plugin-id = my-journal",
        "my-journal.replay-filter.mode = " + mode,
        "set it to fail");
  }

  @Test
  void p32_pekkos_default_for_the_replay_filter_is_refused() {
    assertRefused(
        "troupe.log.journal-plugin-id = pekko.persistence.journal.inmem",
        "pekko.persistence.journal.inmem.replay-filter.mode = repair-by-discard-old",
        "set it to fail");
    assertThat(
            settings(
                "troupe.log.journal-plugin-id = pekko.persistence.journal.inmem,"
                    + " pekko.persistence.journal.inmem.replay-filter.mode = fail"))
        .isNotNull();
  }

  @Test
  void a_journal_plugin_that_does_not_exist_is_refused() {
    assertRefused(
        "troupe.log.journal-plugin-id = my-jornal",
        "troupe.log.journal-plugin-id = my-jornal: there is no such journal plugin");
  }

  @Test
  void contact_points_are_addresses_of_nodes_of_this_cluster() {
    String entries = "pekko://test@10.0.0.1:7355, pekko://test@node-2.example:1";

    assertThat(settings("troupe.gateway.contact-points = [" + quoted(entries) + "]"))
        .extracting(TroupeSettings::contactPoints)
        .isEqualTo(List.of(entries.split(", ")));
    assertThat(settings("troupe.gateway.contact-points = [\"pekko://test@[::1]:7355\"]"))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "10.0.0.1:7355",
        "localhost:7355",
        "node-2",
        "pekko:/test@10.0.0.1:7355",
        "pekko://test",
        "pekko://test@10.0.0.1",
        "pekko://10.0.0.1:7355",
        "pekko://test@:7355",
        "pekko://test@10.0.0.1:many",
        "pekko://test@10.0.0.1:7355/",
        "pekko://test@10.0.0.1:7355/system/troupe",
        "pekko://test@10.0.0.1:7355 "
      })
  void a_contact_point_that_is_no_address_is_refused(String entry) {
    assertContactPointRefused(entry, "is no address of a node");
  }

  @ParameterizedTest
  @CsvSource({
    "pekko://test@10.0.0.1:0, has no port between 1 and 65535",
    "pekko://test@10.0.0.1:65536, has no port between 1 and 65535",
    "akka://test@10.0.0.1:7355, does not begin with pekko://",
    "pekko://tset@10.0.0.1:7355, is of the ActorSystem tset"
  })
  void a_contact_point_that_no_node_can_have_is_refused(String entry, String why) {
    assertContactPointRefused(entry, why);
  }

  @Test
  void a_misspelt_key_that_is_given_as_a_system_property_is_refused() {
    System.setProperty("troupe.raft.election-timeot", "1s");
    ConfigFactory.invalidateCaches();
    try {
      assertThatExceptionOfType(TroupeConfigurationException.class)
          .isThrownBy(() -> TroupeSettings.from(ConfigFactory.load(), ADDRESS))
          .withMessageContaining("unknown key troupe.raft.election-timeot (system properties)")
          .withMessageContaining("did you mean troupe.raft.election-timeout?");
    } finally {
      System.clearProperty("troupe.raft.election-timeot");
      ConfigFactory.invalidateCaches();
    }

    assertThat(TroupeSettings.from(ConfigFactory.load(), ADDRESS)).isNotNull();
  }

  @Test
  void a_group_without_voters_is_refused() {
    assertVotersRefused("", "troupe.groups.ledger.voters is missing", "list the node-ids");
    assertVotersRefused("troupe.groups.ledger.voters = []", "troupe.groups.ledger.voters");
  }

  @Test
  void voters_that_are_no_list_of_node_ids_are_refused() {
    assertVotersRefused("troupe.groups.ledger.voters = node-1", "ledger", "voters = [node-1");
    assertVotersRefused(
        "troupe.groups.ledger.voters = [node-1, \"node 2\"]",
        "troupe.groups.ledger.voters: node-id \"node 2\"");
  }

  @Test
  void a_voter_named_twice_is_refused() {
    assertVotersRefused(
        "troupe.groups.ledger.voters = [node-1, node-2, node-2]",
        "troupe.groups.ledger.voters: duplicate voter",
        "node-2");
  }

  @Test
  void a_node_that_is_not_among_the_voters_is_refused() {
    assertVotersRefused(
        "troupe.groups.ledger.voters = [node-2, node-3]",
        "troupe.groups.ledger.voters = [node-2, node-3]",
        "troupe.node-id = node-1",
        "add it, or do not start the group here");
  }

  private static TroupeSettings settings(String lines) {
    return TroupeSettings.from(
        ConfigFactory.parseString(lines).withFallback(ConfigFactory.defaultReference()).resolve(),
        ADDRESS);
  }

  /** The other entry is right, so that the message must say which one is wrong. */
  private static void assertContactPointRefused(String entry, String why) {
    assertRefused(
        "troupe.gateway.contact-points = [" + quoted("pekko://test@10.0.0.2:1, " + entry) + "]",
        "troupe.gateway.contact-points: \"" + entry + "\" " + why,
        "write pekko://test@HOST:PORT");
  }

  private static String quoted(String entries) {
    return "\"" + entries.replace(", ", "\", \"") + "\"";
  }

  private static void assertRefused(String lines, String... parts) {
    assertThatExceptionOfType(TroupeConfigurationException.class)
        .isThrownBy(() -> settings(lines))
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
  }

  private static void assertVotersRefused(String lines, String... parts) {
    assertThatExceptionOfType(TroupeConfigurationException.class)
        .isThrownBy(() -> settings(lines).votersOf(GROUP, SELF))
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
  }
}
