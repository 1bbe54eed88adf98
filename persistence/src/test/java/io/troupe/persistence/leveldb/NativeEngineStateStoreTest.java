package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.persistence.JournalException;
import io.troupe.persistence.contract.DurableStateContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.state.exception.DeleteRevisionException;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.state.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.state.javadsl.DurableStateBehavior;
import org.iq80.leveldb.DB;
import org.junit.jupiter.api.Test;

/** The contract, and what this store promises beyond it. */
class NativeEngineStateStoreTest extends DurableStateContract {
  @Override
  protected Config config(Path files) {
    return Plugins.config(files, true);
  }

  @Test
  void a_refusal_names_the_revisions_and_the_id() throws Exception {
    get(store.upsertObject(id, 1, "one", ""));

    assertThatExceptionOfType(JournalException.NotContiguous.class)
        .isThrownBy(() -> get(store.upsertObject(id, 1, "again", "")))
        .withMessageContaining("revision 1 of the state of " + id + " is refused")
        .withMessageContaining("the next is 2");
    assertThatExceptionOfType(DeleteRevisionException.class)
        .isThrownBy(() -> get(store.deleteObject(id, 1)))
        .withMessageContaining("the next is 2");
  }

  @Test
  void an_altered_state_is_told_and_never_read() throws Exception {
    get(store.upsertObject(id, 1, "one", ""));
    byte[] key = Keys.state(id);
    Path journal = directory.resolve("journal");
    stop();
    try (DB db = Engine.JAVA.open(journal.resolve("db"), JournalFiles.settings(journal))) {
      byte[] value = db.get(key);
      value[value.length - 1] ^= 1;
      db.put(key, value);
    }
    restart();

    assertThatExceptionOfType(JournalException.Damaged.class)
        .isThrownBy(() -> get(store.getObject(id)))
        .withMessageContaining("the state of " + id + " has a wrong checksum");
    assertThatExceptionOfType(JournalException.Damaged.class)
        .isThrownBy(() -> get(store.upsertObject(id, 2, "two", "")));
    stop();
    try (JournalFiles files = JournalFiles.open(journal)) {
      assertThat(files.verify((done, total) -> {}))
          .singleElement()
          .asString()
          .isEqualTo("state of " + id + ": has a wrong checksum");
    }
    try (DB db = Engine.JAVA.open(journal.resolve("db"), JournalFiles.settings(journal))) {
      db.delete(key);
    }
    restart();
  }

  @Test
  void states_are_exported_and_imported() throws Exception {
    get(store.upsertObject(id, 1, "one", "tag"));
    get(store.upsertObject(id + "-gone", 1, "one", ""));
    get(store.deleteObject(id + "-gone", 2));
    stop();
    ByteArrayOutputStream export = new ByteArrayOutputStream();
    Path copy = directory.resolve("copy");
    try (JournalFiles files = JournalFiles.open(directory.resolve("journal"))) {
      files.exportTo(export, (done, total) -> {});
    }
    JournalFiles.importFrom(
        new ByteArrayInputStream(export.toByteArray()), copy, (done, total) -> {});

    try (StoreDirectory imported = StoreDirectory.open(JournalFiles.settings(copy))) {
      StateStore states =
          new StateStore(imported.databasePath(), imported.database(), imported.newGroupCommit());
      assertThat(states.read(id).revision()).isEqualTo(1);
      assertThat(states.read(id).tag()).isEqualTo("tag");
      assertThat(states.read(id + "-gone").revision()).isEqualTo(2);
      assertThat(states.read(id + "-gone").state()).isEmpty();
    }
    restart();
  }

  /** Adds up numbers. */
  static final class Sum extends DurableStateBehavior<Sum.Add, String> {
    record Add(int number, ActorRef<String> replyTo) {}

    private Sum(String id) {
      super(PersistenceId.ofUniqueId(id));
    }

    static Behavior<Add> create(String id) {
      return new Sum(id);
    }

    @Override
    public String emptyState() {
      return "0";
    }

    @Override
    public CommandHandler<Add, String> commandHandler() {
      return newCommandHandlerBuilder()
          .forAnyState()
          .onCommand(
              Add.class,
              (sum, add) ->
                  Effect()
                      .persist(Integer.toString(Integer.parseInt(sum) + add.number()))
                      .thenReply(add.replyTo(), changed -> changed))
          .build();
    }
  }

  @Test
  void a_durable_state_behavior_recovers_its_state() {
    String other = directory.resolve("behavior").toString();
    for (int start = 0; start < 2; start++) {
      ActorTestKit kit =
          ActorTestKit.create(
              Plugins.config(Path.of(other), true).withFallback(ConfigFactory.load()));
      try {
        ActorRef<Sum.Add> sum = kit.spawn(Sum.create("sum"));
        TestProbe<String> probe = kit.createTestProbe();
        String[] replies = start == 0 ? new String[] {"2", "5"} : new String[] {"7", "10"};
        for (int i = 0; i < 2; i++) {
          sum.tell(new Sum.Add(2 + i, probe.getRef()));
          assertThat(probe.receiveMessage()).isEqualTo(replies[i]);
        }
      } finally {
        kit.shutdownTestKit();
      }
    }
  }
}
