package io.troupe.app.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.troupe.actors.TroupeConfigurationException;
import io.troupe.app.http.HttpSettings;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.remote.RemoteTransportException;

/** Why a node did not start, in one sentence for a person who is tired. */
final class StartFailures {
  private StartFailures() {}

  static NodeStartException explain(Throwable failure, Config config) {
    List<Throwable> causes = causes(failure);
    for (Throwable cause : causes) {
      if (cause instanceof TroupeConfigurationException || cause instanceof ConfigException) {
        return new NodeStartException(String.valueOf(cause.getMessage()), failure);
      }
    }
    boolean bind = causes.stream().anyMatch(cause -> isBind(cause));
    if (bind && causes.stream().anyMatch(cause -> cause instanceof RemoteTransportException)) {
      return inUse(
          "pekko.remote.artery.canonical.port",
          string(config, "pekko.remote.artery.canonical.hostname"),
          string(config, "pekko.remote.artery.canonical.port"),
          failure);
    } else if (bind) {
      return inUse(
          HttpSettings.PATH + ".port",
          string(config, HttpSettings.PATH + ".host"),
          string(config, HttpSettings.PATH + ".port"),
          failure);
    }
    Throwable root = causes.get(causes.size() - 1);
    return new NodeStartException("the node cannot start: " + root, failure);
  }

  private static boolean isBind(Throwable cause) {
    return cause instanceof BindException
        || String.valueOf(cause.getMessage()).startsWith("Bind failed");
  }

  private static NodeStartException inUse(String key, String host, String port, Throwable cause) {
    return new NodeStartException(
        String.format(
            "%s = %s: cannot listen on %s:%s. Is this node running already, or another program"
                + " there? Stop it, or choose another port.",
            key, port, host, port),
        cause);
  }

  private static String string(Config config, String path) {
    return config.hasPath(path) ? config.getString(path) : "?";
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }
}
