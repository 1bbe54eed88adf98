package io.troupe.actors.node;

import com.typesafe.config.Config;
import io.troupe.actors.TroupeConfigurationException;
import java.util.List;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import scala.jdk.javaapi.OptionConverters;

/**
 * The addresses at which other nodes may be found, as configured. Each is checked when the node
 * starts: what cannot be a node of this cluster would be looked for in vain, for ever.
 */
final class ContactPoints {
  static final String KEY = "troupe.gateway.contact-points";

  private static final int LARGEST_PORT = 65_535;

  private ContactPoints() {}

  /**
   * @param self this node's address, without host and port if it has no network
   * @throws TroupeConfigurationException naming the key, the entry and the fix
   */
  static List<String> read(Config system, Address self) {
    List<String> entries = system.getStringList(KEY);
    entries.forEach(entry -> check(entry, self));
    return entries;
  }

  private static void check(String entry, Address self) {
    // The text itself is the address, so it must be nothing but one: no path, no slash at its end.
    Address address =
        OptionConverters.toJava(AddressFromURIString.unapply(entry))
            .filter(parsed -> parsed.hasGlobalScope() && parsed.toString().equals(entry))
            .orElseThrow(() -> refused(entry, "is no address of a node", self));
    int port = address.getPort().orElse(0);
    if (port < 1 || port > LARGEST_PORT) {
      throw refused(entry, "has no port between 1 and " + LARGEST_PORT, self);
    } else if (!address.protocol().equals(self.protocol())) {
      throw refused(entry, "does not begin with " + self.protocol() + "://", self);
    } else if (!address.system().equals(self.system())) {
      throw refused(
          entry,
          "is of the ActorSystem "
              + address.system()
              + ", and this one is "
              + self.system()
              + " (the nodes of a cluster have one name)",
          self);
    }
  }

  private static TroupeConfigurationException refused(String entry, String wrong, Address self) {
    return new TroupeConfigurationException(
        KEY
            + ": \""
            + entry
            + "\" "
            + wrong
            + "; write "
            + self.protocol()
            + "://"
            + self.system()
            + "@HOST:PORT, with the other node's pekko.remote.artery.canonical.hostname and"
            + " canonical.port");
  }
}
