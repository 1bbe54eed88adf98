package io.troupe.actors.node;

import io.troupe.persistence.DataDirectory;
import io.troupe.persistence.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Ties the embedded journal to its data directory: a journal that was deleted or swapped would let
 * the node vote again in terms in which it has voted. The directory keeps a copy of the journal's
 * identity, and a start without that very journal is refused.
 */
final class JournalIdentity {
  private final Path journal;
  private final Path copy;

  JournalIdentity(DataDirectory directory) {
    this.journal = directory.resolve("journal").resolve("identity");
    this.copy = directory.resolve("journal-identity");
  }

  void check() throws IOException {
    if (!Files.exists(copy)) {
      return; // the first start
    }
    boolean same =
        Files.exists(journal)
            && Arrays.equals(DurableFile.readAll(copy), DurableFile.readAll(journal));
    if (!same) {
      throw new IOException(
          journal.getParent()
              + " is not the journal that this node wrote (deleted, or another one), and without it"
              + " the node has forgotten its votes: bring it back from where it is; a node that has"
              + " really lost it cannot take part any more under this node-id");
    }
  }

  void remember() throws IOException {
    if (!Files.exists(copy)) {
      byte[] identity = DurableFile.readAll(journal);
      DurableFile.write(copy, out -> out.write(identity));
    }
  }
}
