package io.troupe.persistence.contract;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;

/** Shows that the contract asks for nothing that Pekko's own snapshot store does not do. */
class PekkoLocalSnapshotStoreTest extends SnapshotStoreContract {
  @Override
  protected Config config(Path directory) {
    return ConfigFactory.parseString(
        """
        pekko.persistence.snapshot-store.plugin = pekko.persistence.snapshot-store.local
        pekko.persistence.snapshot-store.local.dir = "%s"
        """
            .formatted(directory.resolve("stock")));
  }

  @Override
  protected boolean keepsMetadata() {
    return false;
  }
}
