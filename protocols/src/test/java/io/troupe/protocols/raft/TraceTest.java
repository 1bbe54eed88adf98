package io.troupe.protocols.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.Frame;
import io.troupe.protocols.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the text traces in {@code src/test/resources/traces}. A trace is prose (lines that start
 * with {@code #}) and blocks: commands, {@code ----}, what they do, an empty line. Run with {@code
 * -Dtraces.rewrite=true} to write down what happens instead of comparing, and read the diff.
 */
class TraceTest {
  private static final Path FOLDER = Path.of("src/test/resources/traces");

  static Stream<Path> traces() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Path::getFileName).toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("traces")
  void a_group_does_what_the_trace_says(Path name) throws IOException {
    Path file = FOLDER.resolve(name);
    String written = Files.readString(file);

    String happened = new Run().replay(written);

    if (Boolean.getBoolean("traces.rewrite")) {
      Files.writeString(file, happened);
    } else {
      assertThat(happened).isEqualTo(written);
    }
  }

  /** One run through a trace. */
  private static final class Run {
    private Optional<TraceGroup> group = Optional.empty();
    private final StringBuilder result = new StringBuilder();
    private boolean quiet;

    private String replay(String trace) {
      StringBuilder happened = new StringBuilder();
      boolean expected = false;
      for (String line : trace.lines().toList()) {
        if (line.equals("----")) {
          happened.append("----\n").append(result);
          result.setLength(0);
          expected = true;
        } else if (line.isEmpty()) {
          happened.append('\n');
          expected = false;
        } else if (!expected) {
          happened.append(line).append('\n');
          if (!line.startsWith("#")) {
            run(List.of(line.split(" ")));
          }
        }
      }
      return happened.toString();
    }

    private void run(List<String> words) {
      String verb = words.get(0);
      List<String> rest = words.subList(1, words.size());
      if (verb.equals("group")) {
        group = Optional.of(new TraceGroup(ids(rest)));
        return;
      }
      quiet = false;
      TraceGroup all = group.orElseThrow();
      if (verb.equals("quietly")) {
        quiet = true;
        verb = rest.get(0);
        rest = rest.subList(1, rest.size());
      }
      act(all, verb, rest);
      String lines = all.takeLines();
      result.append(quiet ? "" : lines);
    }

    private void act(TraceGroup all, String verb, List<String> rest) {
      switch (verb) {
        case "deliver" -> all.deliver(id(rest, 0), id(rest, 1), word(rest, 2));
        case "drop" -> all.drop(id(rest, 0), id(rest, 1), word(rest, 2));
        case "drop-all" -> all.dropAll();
        case "settle" -> all.settle(ids(rest));
        case "pass" -> all.pass(Long.parseLong(rest.get(0)));
        case "start" -> ids(rest).forEach(id -> all.node(id).start());
        case "crash" -> ids(rest).forEach(id -> all.node(id).crash());
        case "log" -> ids(rest).forEach(id -> show(id, all.node(id).replica()));
        default -> actOn(all.node(id(rest, 0)), verb, rest);
      }
    }

    private static void actOn(TraceGroup.Node node, String verb, List<String> rest) {
      switch (verb) {
        case "journal" -> node.journal(entries(rest));
        case "timeout" -> node.timeout();
        case "propose" -> node.propose(word(rest, 1));
        case "read" -> node.on(new RaftInput.Read(Long.parseLong(rest.get(1))));
        case "transfer" -> node.on(new RaftInput.TransferLeadership(Optional.of(id(rest, 1))));
        case "snapshot" -> node.snapshot(Long.parseLong(rest.get(1)));
        case "stall" -> node.stall();
        case "sync" -> node.sync();
        default -> throw new IllegalArgumentException("no such command: " + verb);
      }
    }

    private void show(NodeId id, RaftReplica replica) {
      String log = TraceText.frames(replica.log().frames());
      result.append(String.format("%s: %s commit %d\n", id, log, replica.commitIndex()));
    }

    /** {@code a 5 | 1 1 2}: replica a is in term 5; its entries were created in 1, 1 and 2. */
    private static List<LogEvent> entries(List<String> rest) {
      List<LogEvent> events = new ArrayList<>();
      for (int i = 3; i < rest.size(); i++) {
        long term = Long.parseLong(rest.get(i));
        Frame frame = ReplicaFixture.frame(i - 2, term);
        events.add(new LogEvent.FrameAppended(frame));
      }
      events.add(new LogEvent.TermStarted(Long.parseLong(rest.get(1))));
      return events;
    }

    private static String word(List<String> words, int at) {
      return at < words.size() ? words.get(at) : "";
    }

    private static NodeId id(List<String> words, int at) {
      return new NodeId(words.get(at));
    }

    private static List<NodeId> ids(List<String> words) {
      return words.stream().map(NodeId::new).collect(Collectors.toList());
    }
  }
}
