package io.troupe.actors.node;

import com.typesafe.config.Config;
import io.troupe.protocols.Frame;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.LogEvent.FrameAppended;
import io.troupe.protocols.raft.LogEvent.LogCompacted;
import io.troupe.protocols.raft.LogEvent.SnapshotInstalled;
import io.troupe.protocols.raft.LogEvent.SuffixTruncated;
import io.troupe.protocols.raft.PersistentState;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.DeleteMessagesFailure;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.Recovery;
import org.apache.pekko.persistence.RecoveryCompleted;
import org.apache.pekko.persistence.RuntimePluginConfig;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * The durable log of a group: an event-sourced actor whose events are {@link LogEvent}s.
 *
 * <p>A classic persistent actor, because its {@code persistAllAsync} takes the next write while the
 * last one is under way; the typed {@code EventSourcedBehavior} has one write in flight (ADR 3).
 * After a compaction it deletes the events before the first frame that is kept.
 */
final class LogActor {
  private static final Logger LOG = LoggerFactory.getLogger(LogActor.class);

  private final String persistenceId;
  private final JournalPlugin plugin;
  private final ActorRef<ReplicaCommand> replica;

  private LogActor(String persistenceId, JournalPlugin plugin, ActorRef<ReplicaCommand> replica) {
    this.persistenceId = persistenceId;
    this.plugin = plugin;
    this.replica = replica;
  }

  static Props props(String persistenceId, JournalPlugin plugin, ActorRef<ReplicaCommand> replica) {
    LogActor log = new LogActor(persistenceId, plugin, replica);
    return Props.create(Persistent.class, () -> log.new Persistent())
        .withDispatcher(Node.DISPATCHER_ID);
  }

  /**
   * Which journal holds the log.
   *
   * @param id the plugin's id
   * @param config configuration beyond that of the ActorSystem, e.g. for a directory
   */
  record JournalPlugin(String id, Config config) {}

  /** Inner, because Pekko asks for its ids and configuration while it is being constructed. */
  private final class Persistent extends AbstractPersistentActor implements RuntimePluginConfig {
    private final ArrayDeque<Stored> frames = new ArrayDeque<>();
    private PersistentState recovering = new PersistentState();

    @Override
    public String persistenceId() {
      return persistenceId;
    }

    @Override
    public String journalPluginId() {
      return plugin.id();
    }

    @Override
    public String snapshotPluginId() {
      return "pekko.persistence.no-snapshot-store";
    }

    @Override
    public Config journalPluginConfig() {
      return plugin.config();
    }

    @Override
    public Config snapshotPluginConfig() {
      return plugin.config();
    }

    @Override
    public Recovery recovery() {
      return Recovery.create(SnapshotSelectionCriteria.none());
    }

    @Override
    public Receive createReceiveRecover() {
      return receiveBuilder()
          .match(
              LogEvent.class,
              event -> {
                recovering.apply(event);
                place(event, lastSequenceNr());
              })
          .match(
              RecoveryCompleted.class,
              done -> {
                replica.tell(new ReplicaCommand.LogRecovered(recovering));
                recovering = new PersistentState(); // it is the replica's now
              })
          .build();
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(LogCommand.Append.class, this::append)
          .match(DeleteMessagesSuccess.class, success -> LOG.debug("deleted: {}", success))
          .match(
              DeleteMessagesFailure.class,
              failure ->
                  LOG.warn(
                      "{}: events up to {} could not be deleted; the space is not reclaimed yet:"
                          + " {}",
                      persistenceId,
                      failure.toSequenceNr(),
                      failure.cause().toString()))
          .build();
    }

    private void append(LogCommand.Append command) {
      List<LogEvent> events = command.events();
      LogEvent last = events.get(events.size() - 1);
      persistAllAsync(
          events,
          event -> {
            place(event, lastSequenceNr());
            if (event == last) {
              replica.tell(new ReplicaCommand.LogPersisted(command.write()));
            }
          });
    }

    /** Keeps count of where the frames lie in the journal, to know what a compaction frees. */
    private void place(LogEvent event, long sequenceNr) {
      if (event instanceof FrameAppended appended) {
        Frame frame = appended.frame();
        frames.add(new Stored(frame.firstIndex(), frame.lastIndex(), sequenceNr));
      } else if (event instanceof SuffixTruncated truncated) {
        while (!frames.isEmpty() && frames.getLast().firstIndex >= truncated.fromIndex()) {
          frames.removeLast();
        }
      } else if (event instanceof LogCompacted compacted) {
        while (!frames.isEmpty() && frames.element().lastIndex <= compacted.start().index()) {
          frames.remove();
        }
        free(frames.isEmpty() ? sequenceNr : frames.element().sequenceNr);
      } else if (event instanceof SnapshotInstalled) {
        frames.clear();
        free(sequenceNr);
      }
    }

    /** What the event at {@code first} and those after it say is all that is needed. */
    private void free(long first) {
      if (recoveryFinished() && first > 1) {
        deleteMessages(first - 1);
      }
    }

    @Override
    public void onPersistFailure(Throwable cause, Object event, long sequenceNr) {
      fail(
          "the journal could not write event " + sequenceNr + " of " + persistenceId, cause, false);
      super.onPersistFailure(cause, event, sequenceNr);
    }

    @Override
    public void onPersistRejected(Throwable cause, Object event, long sequenceNr) {
      fail("the journal rejected event " + sequenceNr + " of " + persistenceId, cause, true);
      getContext().stop(getSelf());
    }

    @Override
    public void onRecoveryFailure(Throwable cause, Option<Object> event) {
      fail("the journal of " + persistenceId + " could not be read back", cause, true);
      super.onRecoveryFailure(cause, event);
    }

    private void fail(String what, Throwable cause, boolean isFinal) {
      replica.tell(new ReplicaCommand.Failed(what, cause, isFinal));
    }
  }

  private record Stored(long firstIndex, long lastIndex, long sequenceNr) {}
}
