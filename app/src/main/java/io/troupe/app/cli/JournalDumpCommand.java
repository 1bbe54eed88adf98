package io.troupe.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.troupe.persistence.leveldb.JournalFiles.Dumped;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./troupe journal dump}. */
@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    description = {
      "Print the events of one persistence id, one JSON object a line.",
      "",
      "The event itself is printed as its serializer wrote it, in base64. Returns 1 if there is no"
          + " such event."
    })
final class JournalDumpCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The journal's directory.")
  private Path directory = Path.of("");

  @Option(names = "--id", required = true, paramLabel = "ID", description = "The persistence id.")
  private String id = "";

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "1",
      description = "First sequence number. Default: ${DEFAULT-VALUE}.")
  private long from;

  @Option(names = "--to", paramLabel = "N", description = "Last sequence number. Default: all.")
  private long to = Long.MAX_VALUE;

  @Override
  public Integer call() throws CommandFailure {
    PrintWriter out = spec.commandLine().getOut();
    long events =
        JournalWork.on(
            directory,
            "reading " + directory,
            spec,
            (files, progress) -> files.dump(id, from, to, event -> out.println(json(event))));
    out.flush();
    if (events == 0) {
      throw new CommandFailure(
          ExitCode.NO,
          directory
              + " holds no such events of persistence id "
              + id
              + "; ./troupe journal stats lists the ids, and what there is of each");
    }
    return ExitCode.OK;
  }

  private static String json(Dumped event) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("sequenceNr", event.sequenceNr())
            .put("time", Instant.ofEpochMilli(event.timestamp()).toString())
            .put("writer", event.writerUuid())
            .put("manifest", event.eventManifest());
    event.tags().stream().sorted().forEach(line.putArray("tags")::add);
    return line.put("serializerId", event.serializerId())
        .put("serializerManifest", event.serializerManifest())
        .put("event", base64(event.bytes()))
        .toString();
  }

  private static String base64(ByteBuffer bytes) {
    return UTF_8.decode(Base64.getEncoder().encode(bytes)).toString();
  }
}
