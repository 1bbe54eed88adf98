package io.troupe.persistence.leveldb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import scala.Option;

/**
 * A JVM whose persistent actors write and delete without end, and say on its output what was
 * acknowledged, in the words of {@link Ledger}, until it is killed. It has a journal for each of
 * the engines it is told to use, with a small write buffer, so that it is killed in the midst of
 * compactions, too. The persistence ids of a journal begin with the engine's name.
 */
final class KilledWriter {
  static final String NATIVE = "native";
  static final String JAVA = "java";

  private static final int ACTORS_EACH = 5;
  private static final int KEPT_EVENTS = 60;
  private static final int PATIENCE_SECONDS = 30;
  private static final long STARTING_MILLIS_MOST = 2_500;

  private KilledWriter() {}

  private static List<String> command(List<String> before, Path directory, List<String> engines) {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            KilledWriter.class.getName(),
            directory.toString(),
            String.join(",", engines)));
    return command;
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Starts a writer and kills it when it has acknowledged so many writes. */
  static void killAfter(int writes, Path directory, List<String> engines, Consumer<String> said)
      throws IOException {
    Process writer = start(command(List.of(), directory, engines));
    int seen = read(writer, writes, said);
    if (seen < writes) {
      throw new AssertionError("the writer ended by itself, after " + seen + " writes");
    }
  }

  /** Starts a writer and kills it while it starts, or soon after. */
  static void killSoon(
      RandomGenerator random, Path directory, List<String> engines, Consumer<String> said)
      throws IOException, InterruptedException {
    Process writer = start(command(List.of(), directory, engines));
    if (!writer.waitFor(random.nextLong(STARTING_MILLIS_MOST), TimeUnit.MILLISECONDS)) {
      writer.toHandle().destroyForcibly();
    }
    read(writer, Integer.MAX_VALUE, said);
  }

  /**
   * Runs a writer behind another command until it ends by itself, or has been silent for too long.
   *
   * @return its exit code; empty if it had to be killed
   */
  static OptionalInt untilItEnds(
      List<String> before, Path directory, String engine, Consumer<String> said)
      throws IOException {
    Process writer = start(command(before, directory, List.of(engine)));
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Process> ended =
        writer.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    CompletableFuture<?> killed =
        ended.exceptionally(
            timeout -> {
              late.set(true);
              writer.toHandle().destroyForcibly();
              return writer;
            });
    read(writer, Integer.MAX_VALUE, said);
    killed.join();
    return late.get() ? OptionalInt.empty() : OptionalInt.of(writer.exitValue());
  }

  /** Notes what the writer says, also after the kill: it was acknowledged before. */
  private static int read(Process writer, int killAfter, Consumer<String> said) throws IOException {
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
      int seen = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        // The last line may be torn by the kill.
        if (!line.endsWith(";")) {
          System.err.println("writer: " + line); // its log: nothing as long as all is well
        } else {
          said.accept(line.substring(0, line.length() - 1));
          if (++seen == killAfter) {
            // Not through the Process, which would close its output before it is read.
            writer.toHandle().destroyForcibly();
          }
        }
      }
      return seen;
    } finally {
      writer.destroyForcibly();
      writer.onExit().join();
    }
  }

  /** The process that is killed. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    List<String> engines = List.of(arguments[1].split(","));
    Config config = Plugins.config(directory, true).withFallback(ConfigFactory.load());
    for (String engine : engines) {
      config =
          config.withValue(pluginOf(engine), journal(config, directory.resolve(engine), engine));
    }
    ActorSystem system = ActorSystem.create("w", config);
    for (String engine : engines) {
      for (int i = 0; i < ACTORS_EACH; i++) {
        String id = engine + "-" + i;
        system.actorOf(Props.create(Endless.class, () -> new Endless(pluginOf(engine), id)));
      }
    }
    // The input ends with the parent, which may itself be killed.
    int end = System.in.read();
    Runtime.getRuntime().halt(end);
  }

  /** A name of its own: the system properties begin with "java", and are configuration, too. */
  private static String pluginOf(String engine) {
    return "journal-of-" + engine;
  }

  private static ConfigValue journal(Config config, Path directory, String engine) {
    Map<String, Object> own =
        Map.of(
            "dir",
            directory.toString(),
            "native",
            engine.equals(NATIVE),
            "write-buffer-size",
            "256 KiB");
    return ConfigFactory.parseMap(own)
        .withFallback(config.getConfig("troupe.persistence.leveldb.journal"))
        .root();
  }

  private static void say(String kind, String id, long number) {
    System.out.println(kind + id + " " + number + ";");
  }

  static final class Endless extends AbstractPersistentActor {
    private final String journal;
    private final String id;

    Endless(String journal, String id) {
      this.journal = journal;
      this.id = id;
    }

    @Override
    public String journalPluginId() {
      return journal;
    }

    @Override
    public void postStop() {
      // Only a failure stops it; the parent then sees the end of the output.
      Runtime.getRuntime().halt(1);
    }

    @Override
    public void onRecoveryFailure(Throwable cause, Option<Object> event) {
      System.err.println(id + " does not recover: " + cause);
    }

    @Override
    public void onPersistFailure(Throwable cause, Object event, long sequenceNr) {
      System.err.println(id + " / " + sequenceNr + " is not persisted: " + cause);
    }

    @Override
    public String persistenceId() {
      return id;
    }

    @Override
    public Receive createReceiveRecover() {
      return receiveBuilder()
          .match(String.class, event -> {})
          .matchAny(done -> getSelf().tell("more", getSelf()))
          .build();
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .matchEquals("more", more -> persistMore())
          .match(
              DeleteMessagesSuccess.class,
              deleted -> say(Ledger.DELETED, id, deleted.toSequenceNr()))
          .build();
    }

    private void persistMore() {
      long next = lastSequenceNr() + 1;
      List<String> events = List.of(Ledger.payload(id, next), Ledger.payload(id, next + 1));
      persistAll(events, event -> say(Ledger.WROTE, id, lastSequenceNr()));
      deferAsync("", done -> getSelf().tell("more", getSelf()));
      if (next % 40 == 1 && next > KEPT_EVENTS) {
        say(Ledger.DELETING, id, next - KEPT_EVENTS);
        deleteMessages(next - KEPT_EVENTS);
      }
    }
  }
}
