package io.troupe.actors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.protocols.Frame;
import io.troupe.protocols.paxos.LastAccepted;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterMessage;
import io.troupe.protocols.paxos.register.RegisterState;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.protocols.raft.Vote;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that can be sent or stored is without a codec, a golden file and a row in the docs. */
class CompletenessTest {
  private static final Path DOCS = Path.of("../docs/format.md");

  static Stream<Class<?>> everything_that_is_sent_or_stored() {
    return Stream.of(
            RaftMessage.class,
            LogEvent.class,
            Item.class,
            CarriedOutcome.class,
            Vote.class,
            PaxosMessage.class,
            PaxosEvent.class,
            LastAccepted.class,
            RegisterMessage.class,
            RegisterEvent.class,
            RegisterState.class,
            RegisterRestated.class)
        .flatMap(CompletenessTest::leaves);
  }

  static Stream<Enum<?>> everything_that_is_one_of_a_few() {
    return Stream.of(
            Frame.Kind.values(), ClientRequest.Kind.values(), CarriedOutcome.Reason.values())
        .flatMap(Stream::of);
  }

  @ParameterizedTest
  @MethodSource("everything_that_is_sent_or_stored")
  void every_record_is_in_a_sample_and_so_in_a_golden_file(Class<?> record) {
    assertThat(shown()).contains(record);
  }

  @ParameterizedTest
  @MethodSource("everything_that_is_one_of_a_few")
  void every_constant_is_in_a_sample_and_so_in_a_golden_file(Enum<?> constant) {
    assertThat(shown()).contains(constant);
  }

  @ParameterizedTest
  @MethodSource("everything_that_is_sent_or_stored")
  void every_record_is_in_the_docs(Class<?> record) throws IOException {
    assertThat(Files.readString(DOCS)).contains("`" + record.getSimpleName() + "`");
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(CompletenessTest::leaves)
        : Stream.of(type);
  }

  private static Set<Object> shown() {
    Set<Object> shown = new HashSet<>();
    Samples.all().values().forEach(sample -> collect(sample, shown));
    return shown;
  }

  private static void collect(Object value, Set<Object> shown) {
    shown.add(value instanceof Enum<?> ? value : value.getClass());
    parts(value).forEach(part -> collect(part, shown));
  }

  private static Collection<?> parts(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    if (value instanceof Optional<?> optional) {
      return optional.stream().toList();
    }
    return value instanceof Record record
        ? Stream.of(record.getClass().getRecordComponents()).map(c -> get(c, record)).toList()
        : List.of();
  }

  private static Object get(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot read " + component, e);
    }
  }
}
