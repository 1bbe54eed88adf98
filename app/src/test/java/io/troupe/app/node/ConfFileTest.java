package io.troupe.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import io.troupe.app.http.HttpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfFileTest {
  private static final Path CONF = Path.of("..", "conf");

  @TempDir private Path directory = Path.of("");

  @Test
  void the_three_nodes_of_conf_differ_where_they_must_and_agree_where_they_must()
      throws NodeStartException {
    Set<String> own = new HashSet<>();
    Set<List<String>> shared = new HashSet<>();
    for (int i = 1; i <= 3; i++) {
      Config config = ConfFile.load(CONF.resolve("node-" + i + ".conf"));
      String id = config.getString("troupe.node-id");
      own.add(id);
      own.add(config.getString("troupe.data-dir"));
      own.add("http " + HttpSettings.from(config).port());
      own.add("artery " + config.getInt("pekko.remote.artery.canonical.port"));
      shared.add(config.getStringList("troupe.groups.kv.voters"));
      shared.add(config.getStringList("pekko.cluster.seed-nodes"));
      assertThat(config.getStringList("troupe.groups.kv.voters")).contains(id);
      assertThat(config.getStringList("pekko.cluster.seed-nodes"))
          .contains(
              "pekko://"
                  + KvNode.SYSTEM_NAME
                  + "@127.0.0.1:"
                  + config.getInt("pekko.remote.artery.canonical.port"));
      assertThat(config.getBoolean("pekko.actor.allow-java-serialization")).isFalse();
    }

    assertThat(own).hasSize(12);
    assertThat(shared).hasSize(2);
  }

  @Test
  void a_missing_file_is_named() {
    assertThatExceptionOfType(NodeStartException.class)
        .isThrownBy(() -> ConfFile.load(Path.of("nowhere", "node-9.conf")))
        .withMessageContaining("node-9.conf: no such file")
        .withMessageContaining("conf/node-1.conf");
  }

  @Test
  void a_file_that_is_no_hocon_is_named_with_the_line() throws IOException {
    Path file = Files.writeString(directory.resolve("bad.conf"), "a {\n  b = [1\n  c = }\n");

    assertThatExceptionOfType(NodeStartException.class)
        .isThrownBy(() -> ConfFile.load(file))
        .withMessageContaining("bad.conf: 3:");
  }

  @Test
  void an_included_file_that_is_missing_is_named() throws IOException {
    Path file =
        Files.writeString(directory.resolve("a.conf"), "include required(\"comon.conf\")\n");

    assertThatExceptionOfType(NodeStartException.class)
        .isThrownBy(() -> ConfFile.load(file))
        .withMessageContaining("a.conf")
        .withMessageContaining("comon.conf");
  }

  @Test
  void a_substitution_without_a_value_is_named() throws IOException {
    Path file = Files.writeString(directory.resolve("a.conf"), "troupe.node-id = ${nobody}\n");

    assertThatExceptionOfType(NodeStartException.class)
        .isThrownBy(() -> ConfFile.load(file))
        .withMessageContaining("${nobody}")
        .withMessageContaining("a.conf: 1");
  }

  @Test
  void every_file_in_conf_is_one_of_these_tests_concern() throws IOException {
    List<String> names = new ArrayList<>();
    try (var files = Files.list(CONF)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    }

    assertThat(names)
        .containsExactlyInAnyOrder(
            "common.conf",
            "node-1.conf",
            "node-2.conf",
            "node-3.conf",
            "logback.xml",
            "logback-commands.xml");
  }
}
