package io.troupe.actors.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Serializes events for the journal: a manifest for each kind, by a table. */
abstract class EventSerializer extends ProtobufSerializer {
  private final FormatVersion version;
  private final Map<Class<?>, EventFormat<?, ?>> byType;
  private final Map<String, EventFormat<?, ?>> byManifest;

  EventSerializer(int identifier, FormatVersion version, List<EventFormat<?, ?>> events) {
    super(identifier);
    this.version = version;
    this.byType = index(events, EventFormat::type);
    this.byManifest = index(events, EventFormat::manifest);
  }

  @Override
  public final String manifest(Object object) {
    return formatOf(object).manifest();
  }

  @Override
  final MessageLite encode(Object object) {
    return formatOf(object).encode(object);
  }

  @Override
  final Object decode(String manifest, CodedInputStream in) throws InvalidProtocolBufferException {
    @Nullable EventFormat<?, ?> format = byManifest.get(manifest);
    if (format == null) {
      throw new WireFormatException(
          "no such manifest in "
              + version.name()
              + " "
              + version.newest()
              + "; run the version of Troupe that wrote the log, or a newer one");
    }
    return format.decode(in, version);
  }

  private EventFormat<?, ?> formatOf(Object object) {
    @Nullable EventFormat<?, ?> format = byType.get(object.getClass());
    if (format == null) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + " does not write " + object.getClass().getName());
    }
    return format;
  }

  private static <K> Map<K, EventFormat<?, ?>> index(
      List<EventFormat<?, ?>> events, Function<EventFormat<?, ?>, K> key) {
    return events.stream().collect(Collectors.toUnmodifiableMap(key, Function.identity()));
  }
}
