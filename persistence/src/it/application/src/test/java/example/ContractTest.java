package example;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.contract.JournalContract;
import java.nio.file.Path;

/** The published contract, as the author of another plugin would use it. */
class ContractTest extends JournalContract {
  @Override
  protected Config config(Path directory) {
    return ConfigFactory.parseString(
        """
        pekko.persistence.journal.plugin = "troupe.persistence.leveldb.journal"
        troupe.persistence.leveldb.journal.dir = "%s"
        """
            .formatted(directory));
  }
}
