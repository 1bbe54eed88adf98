package io.troupe.actors.wire;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.Bytes;
import io.troupe.protocols.Frame;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.Proposal;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterKey;
import io.troupe.protocols.paxos.register.RegisterMessage;
import io.troupe.protocols.paxos.register.RegisterState;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.RaftMessage;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever can be said is read back as it was written, also with counters near their end. */
class RoundTripPropertyTest {
  private static final int VALUES_OF_EACH_KIND = 300;

  static Stream<Class<?>> kinds() {
    return Stream.of(
            RaftMessage.class,
            LogEvent.class,
            Item.class,
            CarriedOutcome.class,
            PaxosMessage.class,
            PaxosEvent.class,
            RegisterMessage.class,
            RegisterEvent.class)
        .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void p14_p13_every_field_is_read_back_as_it_was_written(Class<?> kind) {
    for (int seed = 0; seed < VALUES_OF_EACH_KIND; seed++) {
      Object written = whole(new Drawn(new SplittableRandom(seed)), kind);

      Encoded encoded = Encoded.of(written);

      assertThat(encoded.decode()).as("seed %d", seed).isEqualTo(written);
      assertThat(Encoded.of(encoded.decode()).bytes())
          .as("seed %d, written again", seed)
          .isEqualTo(encoded.bytes());
    }
  }

  /** Events are written as they are; all else travels in an envelope. */
  private static Object whole(Drawn drawn, Class<?> kind) {
    if (LogEvent.class.isAssignableFrom(kind)
        || PaxosEvent.class.isAssignableFrom(kind)
        || RegisterEvent.class.isAssignableFrom(kind)) {
      return drawn.record(kind);
    } else if (PaxosMessage.class.isAssignableFrom(kind)) {
      return drawn.envelope(new PaxosItem(drawn.group(), (PaxosMessage) drawn.record(kind)));
    } else if (RegisterMessage.class.isAssignableFrom(kind)) {
      return drawn.envelope(new RegisterItem(drawn.group(), (RegisterMessage) drawn.record(kind)));
    } else if (RaftMessage.class.isAssignableFrom(kind)) {
      RaftMessage message = (RaftMessage) drawn.record(kind);
      return drawn.envelope(new RaftItem(drawn.group(), drawn.counter(0), message));
    } else if (CarriedOutcome.class.isAssignableFrom(kind)) {
      CarriedOutcome outcome = (CarriedOutcome) drawn.record(kind);
      return drawn.envelope(new ClientReply(drawn.anyLong(), drawn.group(), outcome));
    }
    return drawn.envelope((Item) drawn.record(kind));
  }

  /** Values of any type that stands in a message, as its own constructor allows. */
  private record Drawn(RandomGenerator random) {

    Envelope envelope(Item item) {
      return new Envelope(node(), counter(0), node(), List.of(item, item));
    }

    Object record(Class<?> kind) {
      if (kind == Frame.class) {
        return frame(counter(1) / 2 + 1, counter(1) / 2 + 1);
      } else if (kind == LogPosition.class) {
        return position();
      } else if (kind == RaftMessage.AppendEntries.class) {
        return appendEntries();
      }
      return Optional.<Object>ofNullable(ballots().get(kind))
          .orElseGet(() -> ofAnyComponents(kind));
    }

    /** What has rules between its ballots. */
    private Map<Class<?>, Object> ballots() {
      long scale = random.nextBoolean() ? 1 : Ballot.MAX_ROUND / 7;
      Ballot low = new Ballot(6 * scale, node(), counter(1));
      Ballot high = new Ballot(7 * scale, node(), counter(1));
      Proposal<Bytes> proposal = new Proposal<>(low, bytes());
      Proposal<RegisterState> state = new Proposal<>(low, state());
      return Map.ofEntries(
          entry(Ballot.class, high),
          entry(Proposal.class, proposal),
          entry(PaxosMessage.Promise.class, new PaxosMessage.Promise(high, or(proposal))),
          entry(PaxosMessage.Rejected.class, new PaxosMessage.Rejected(low, high)),
          entry(RegisterMessage.Promise.class, new RegisterMessage.Promise(key(), high, or(state))),
          entry(RegisterMessage.Accept.class, new RegisterMessage.Accept(key(), state, high)),
          entry(
              RegisterMessage.Rejected.class,
              new RegisterMessage.Rejected(key(), low, high, random.nextBoolean())),
          entry(RegisterEvent.Accepted.class, new RegisterEvent.Accepted(key(), state, high)),
          entry(RegisterKey.class, key()));
    }

    private <V> LastAccepted<V> or(Proposal<V> proposal) {
      return random.nextBoolean() ? proposal : LastAccepted.nothing();
    }

    private RegisterState state() {
      return random.nextInt(3) == 0 ? RegisterState.EMPTY : RegisterState.of(bytes());
    }

    private RegisterKey key() {
      return new RegisterKey("schlüssel " + random.nextInt());
    }

    private Object ofAnyComponents(Class<?> kind) {
      RecordComponent[] components = kind.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = value(components[i]);
      }
      try {
        Constructor<?> constructor = kind.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("cannot make a " + kind, e);
      }
    }

    private Object value(RecordComponent component) {
      Class<?> type = component.getType();
      if (type == long.class) {
        return component.getName().equals("requestId") ? anyLong() : counter(1);
      } else if (type == Optional.class) {
        return random.nextBoolean() ? Optional.of(node()) : Optional.empty();
      } else if (type.isEnum()) {
        return any(List.of(type.getEnumConstants()));
      } else if (type.isSealed()) {
        return record(any(List.of(type.getPermittedSubclasses())));
      }
      return simple().getOrDefault(type, () -> record(type)).get();
    }

    private Map<Class<?>, Supplier<Object>> simple() {
      return Map.of(
          boolean.class,
          random::nextBoolean,
          String.class,
          () -> "näher " + random.nextInt(),
          Bytes.class,
          this::bytes,
          NodeId.class,
          this::node,
          GroupId.class,
          this::group);
    }

    private RaftMessage appendEntries() {
      LogPosition prev = new LogPosition(counter(1) / 2 + 1, counter(1) / 2 + 1);
      List<Frame> frames = new ArrayList<>();
      long next = prev.index() + 1;
      for (int i = random.nextInt(4); i > 0; i--) {
        Frame frame = frame(prev.term(), next);
        frames.add(frame);
        next = frame.lastIndex() + 1;
      }
      return new RaftMessage.AppendEntries(prev.term(), prev, frames, counter(0), counter(0));
    }

    private Frame frame(long term, long first) {
      return random.nextInt(4) == 0
          ? Frame.noOp(term, first)
          : Frame.commands(term, first, 1 + random.nextInt(1_000), bytes());
    }

    private LogPosition position() {
      return random.nextInt(5) == 0 ? LogPosition.ORIGIN : new LogPosition(counter(1), counter(1));
    }

    /** Small, of any size, or at its end. */
    long counter(long least) {
      return switch (random.nextInt(3)) {
        case 0 -> least + random.nextInt(300);
        case 1 -> Math.max(least, random.nextLong() >>> (1 + random.nextInt(63)));
        default -> Long.MAX_VALUE - random.nextInt(10);
      };
    }

    long anyLong() {
      return random.nextLong() >> random.nextInt(64);
    }

    private Bytes bytes() {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      return Bytes.wrap(bytes);
    }

    private NodeId node() {
      return new NodeId("node-" + random.nextInt(1_000));
    }

    GroupId group() {
      return new GroupId("group-" + random.nextInt(1_000));
    }

    private <T> T any(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }
  }
}
