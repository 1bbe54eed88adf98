package io.troupe.testkit.certifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.actors.Codec;
import io.troupe.actors.ReplicatedGroup;
import io.troupe.actors.SnapshotWriter;
import io.troupe.actors.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A good state machine, for bad ones to be derived from. The command "k" counts one more k and
 * replies how many there are, "-k" forgets them and replies how many there were. The query "k" asks
 * how many there are.
 */
class Tally implements StateMachine<String, String, String> {
  static final Function<RandomGenerator, String> COMMANDS =
      random -> (random.nextInt(3) == 0 ? "-" : "") + key(random);

  final Map<String, Long> counts;

  Tally() {
    this(new TreeMap<>());
  }

  Tally(Map<String, Long> counts) {
    this.counts = counts;
  }

  static String key(RandomGenerator random) {
    return "Key" + random.nextInt(40);
  }

  /** Whether {@code machine} is a good one. */
  static StateMachineCertifier<String, String, String> certifier(
      Supplier<? extends StateMachine<String, String, String>> machine) {
    return certifier(machine, Codec.utf8(), Codec.utf8(), Codec.utf8());
  }

  static StateMachineCertifier<String, String, String> certifier(
      Supplier<? extends StateMachine<String, String, String>> machine,
      Codec<String> commands,
      Codec<String> queries,
      Codec<String> replies) {
    return StateMachineCertifier.of(
            ReplicatedGroup.of("tally", machine, commands, queries, replies))
        .commands(COMMANDS)
        .queries(Tally::key);
  }

  @Override
  public String apply(String command, long index) {
    return command.startsWith("-")
        ? forget(command.substring(1))
        : "now " + counts.merge(command, 1L, Long::sum);
  }

  String forget(String key) {
    Long before = counts.remove(key);
    return before == null ? "none" : "were " + before;
  }

  @Override
  public String query(String key) {
    return String.valueOf(counts.getOrDefault(key, 0L));
  }

  /** A line for each key, in the order of {@link #counts}. */
  byte[] written() {
    return counts.entrySet().stream()
        .map(count -> count.getKey() + "=" + count.getValue() + "\n")
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  @Override
  public SnapshotWriter snapshot() {
    byte[] frozen = written();
    return out -> out.write(frozen);
  }

  @Override
  public void restore(InputStream snapshot) throws IOException {
    counts.clear();
    read(new String(snapshot.readAllBytes(), UTF_8).lines().toList());
  }

  void read(List<String> lines) {
    for (String line : lines) {
      int equals = line.indexOf('=');
      counts.put(line.substring(0, equals), Long.valueOf(line.substring(equals + 1)));
    }
  }
}
