package io.troupe.actors.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * How one kind of event is stored.
 *
 * @param manifest names the kind in the journal; never reused
 * @param type the event
 * @param parser reads the stored message
 * @param format reads the format version out of the stored message
 */
record EventFormat<E, M extends MessageLite>(
    String manifest,
    Class<E> type,
    Function<E, M> encoder,
    Parser<M> parser,
    ToIntFunction<M> format,
    Function<M, E> decoder) {

  MessageLite encode(Object event) {
    return encoder.apply(type.cast(event));
  }

  Object decode(CodedInputStream in, FormatVersion version) throws InvalidProtocolBufferException {
    M message = parser.parseFrom(in);
    version.check(format.applyAsInt(message));
    return decoder.apply(message);
  }
}
