package io.troupe.persistence.leveldb;

import com.typesafe.config.Config;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.query.ReadJournalProvider;

/** The plugin {@code troupe.persistence.leveldb.query}; Pekko creates it. */
public final class LeveldbReadJournalProvider implements ReadJournalProvider {
  private final LeveldbReadJournal journal;

  public LeveldbReadJournalProvider(ExtendedActorSystem system, Config config) {
    this.journal = new LeveldbReadJournal(system, config);
  }

  @Override
  public ScalaReadJournal scaladslReadJournal() {
    return new ScalaReadJournal(journal);
  }

  @Override
  public LeveldbReadJournal javadslReadJournal() {
    return journal;
  }
}
