package io.troupe.app.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The HTTP server's settings, {@code troupe.app.http}.
 *
 * @param host where to listen
 * @param port 0 takes any free port
 * @param maxBodyBytes the largest value that can be put
 * @param bodyTimeout how long a request's body may take to arrive
 * @param shutdownTimeout how long a stopping node lets requests under way finish
 */
public record HttpSettings(
    String host, int port, int maxBodyBytes, Duration bodyTimeout, Duration shutdownTimeout) {
  public static final String PATH = "troupe.app.http";
  static final String MAX_BODY_KEY = PATH + ".max-body-bytes";

  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("host", "port", "max-body-bytes", "body-timeout", "shutdown-timeout"));
  private static final String MAX_COMMAND_KEY = "troupe.client.max-command-bytes";

  /** What a command holds besides its value: the key, and a few bytes of framing. */
  private static final int COMMAND_OVERHEAD_BYTES = 1100;

  /**
   * Reads and checks them.
   *
   * @param config the whole configuration of a node
   * @throws ConfigException naming the key, its value and where it stands, if one is wrong
   */
  public static HttpSettings from(Config config) {
    requireKnown(config.getConfig("troupe.app"), "troupe.app", Set.of("http"));
    Config http = config.getConfig(PATH);
    requireKnown(http, PATH, KEYS);
    int port = http.getInt("port");
    require(port >= 0 && port <= 65_535, http, "port", "use 1 to 65535, or 0 for any free port");
    long maxBodyBytes = http.getBytes("max-body-bytes");
    require(maxBodyBytes >= 1, http, "max-body-bytes", "it must be at least 1");
    requireFits(maxBodyBytes, config, http);
    Duration bodyTimeout = http.getDuration("body-timeout");
    require(bodyTimeout.toMillis() >= 1, http, "body-timeout", "it must be at least 1 ms");
    Duration shutdownTimeout = http.getDuration("shutdown-timeout");
    require(!shutdownTimeout.isNegative(), http, "shutdown-timeout", "it must not be negative");
    return new HttpSettings(
        http.getString("host"), port, (int) maxBodyBytes, bodyTimeout, shutdownTimeout);
  }

  private static void requireKnown(Config config, String path, Set<String> known) {
    new TreeMap<>(config.root())
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                throw new ConfigException.BadPath(
                    value.origin(),
                    path + "." + key + " is no setting; there are: " + new TreeSet<>(known));
              }
            });
  }

  private static void requireFits(long maxBodyBytes, Config config, Config http) {
    long maxCommandBytes =
        config.hasPath(MAX_COMMAND_KEY) ? config.getBytes(MAX_COMMAND_KEY) : Integer.MAX_VALUE;
    require(
        maxBodyBytes + COMMAND_OVERHEAD_BYTES <= maxCommandBytes,
        http,
        "max-body-bytes",
        String.format(
            "it must be at least %d below %s = %d, to leave room for the key",
            COMMAND_OVERHEAD_BYTES, MAX_COMMAND_KEY, maxCommandBytes));
  }

  private static void require(boolean right, Config http, String key, String fix) {
    if (!right) {
      throw new ConfigException.BadValue(
          http.getValue(key).origin(),
          PATH + "." + key,
          http.getValue(key).unwrapped() + " does not work: " + fix);
    }
  }
}
