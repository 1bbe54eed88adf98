package io.troupe.testkit.simulation.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;

/** Prints the SHA-256 of the whole traces of seeds, for another JVM to compare. */
final class TraceHashes {
  private TraceHashes() {}

  public static void main(String[] seeds) {
    of(Long.parseLong(seeds[0]), Long.parseLong(seeds[1])).forEach(System.out::println);
  }

  /** A line for each seed. */
  static List<String> of(long firstSeed, long lastSeed) {
    return LongStream.rangeClosed(firstSeed, lastSeed)
        .mapToObj(seed -> seed + " " + traceHash(seed))
        .toList();
  }

  private static String traceHash(long seed) {
    StringBuilder trace = new StringBuilder();
    RaftSimulation.run(Scenario.draw(seed), Subject.REAL, trace);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(trace.toString().getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }
}
