package io.troupe.actors.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.troupe.protocols.raft.LogEvent;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * Serializes {@link LogEvent}s for the journal: a manifest of one letter for each event. Registered
 * in {@code reference.conf}; see {@code docs/format.md}.
 */
public final class LogEventSerializer extends ProtobufSerializer {
  /** Part of the format: never changes, and no other serializer of a system may have it. */
  public static final int IDENTIFIER = 1_742_002;

  private static final Map<Class<?>, EventFormat<?, ?>> BY_TYPE = index(EventFormat::type);
  private static final Map<String, EventFormat<?, ?>> BY_MANIFEST = index(EventFormat::manifest);

  /** Called by Pekko. */
  @SuppressWarnings("unused") // the signature that Pekko looks for
  public LogEventSerializer(ExtendedActorSystem system) {
    this();
  }

  LogEventSerializer() {
    super(IDENTIFIER);
  }

  @Override
  public String manifest(Object object) {
    return formatOf(object).manifest();
  }

  @Override
  MessageLite encode(Object object) {
    return formatOf(object).encode((LogEvent) object);
  }

  @Override
  Object decode(String manifest, CodedInputStream in) throws InvalidProtocolBufferException {
    @Nullable EventFormat<?, ?> format = BY_MANIFEST.get(manifest);
    if (format == null) {
      throw new WireFormatException(
          "no such manifest in "
              + FormatVersion.LOG_EVENT.name()
              + " "
              + FormatVersion.LOG_EVENT.newest()
              + "; run the version of Troupe that wrote the log, or a newer one");
    }
    return format.decode(in);
  }

  private static EventFormat<?, ?> formatOf(Object object) {
    @Nullable EventFormat<?, ?> format = BY_TYPE.get(object.getClass());
    if (format == null) {
      throw new IllegalArgumentException(
          "LogEventSerializer writes log events, not " + object.getClass().getName());
    }
    return format;
  }

  private static <K> Map<K, EventFormat<?, ?>> index(Function<EventFormat<?, ?>, K> key) {
    return LogEventCodec.EVENTS.stream()
        .collect(Collectors.toUnmodifiableMap(key, Function.identity()));
  }
}
