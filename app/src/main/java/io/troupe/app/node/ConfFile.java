package io.troupe.app.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** A node's configuration file, in HOCON. */
public final class ConfFile {
  private ConfFile() {}

  /**
   * Reads the file, over the defaults of all modules; system properties win over both.
   *
   * @throws NodeStartException if it is missing, no HOCON, or leaves something unresolved; the
   *     message has the file and, where there is one, the line
   */
  public static Config load(Path file) throws NodeStartException {
    if (!Files.isRegularFile(file)) {
      throw new NodeStartException(
          file + ": no such file. Give a node's configuration, for example conf/node-1.conf");
    }
    try {
      Config parsed =
          ConfigFactory.parseFile(
              file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
      return ConfigFactory.load(parsed);
    } catch (ConfigException e) {
      throw new NodeStartException(inFile(file, String.valueOf(e.getMessage())), e);
    }
  }

  private static String inFile(Path file, String message) {
    return message.contains(String.valueOf(file.getFileName())) ? message : file + ": " + message;
  }
}
