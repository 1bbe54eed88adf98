package io.troupe.actors.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.troupe.actors.wire.proto.RaftProto;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.Frame;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;

/** The field types that messages and events share. */
final class Fields {
  private static final int MAX_NAME_CHARS = 128;

  private Fields() {}

  /** The same bytes, not a copy of them. */
  static ByteString encode(Bytes bytes) {
    return UnsafeByteOperations.unsafeWrap(bytes.sharedArray());
  }

  /** A copy: {@code bytes} may alias a buffer of the transport, which is reused. */
  static Bytes decode(ByteString bytes) {
    return Bytes.wrap(bytes.toByteArray());
  }

  static RaftProto.Position encode(LogPosition position) {
    return RaftProto.Position.newBuilder()
        .setTerm(position.term())
        .setIndex(position.index())
        .build();
  }

  static LogPosition decode(RaftProto.Position position) {
    return new LogPosition(position.getTerm(), position.getIndex());
  }

  static RaftProto.Frame encode(Frame frame) {
    return RaftProto.Frame.newBuilder()
        .setKind(
            switch (frame.kind()) {
              case COMMANDS -> RaftProto.FrameKind.FRAME_KIND_COMMANDS;
              case NO_OP -> RaftProto.FrameKind.FRAME_KIND_NO_OP;
            })
        .setTerm(frame.term())
        .setFirstIndex(frame.firstIndex())
        .setCount(frame.count())
        .setCommands(encode(frame.commands()))
        .build();
  }

  static Frame decode(RaftProto.Frame frame) {
    Frame.Kind kind =
        switch (frame.getKind()) {
          case FRAME_KIND_COMMANDS -> Frame.Kind.COMMANDS;
          case FRAME_KIND_NO_OP -> Frame.Kind.NO_OP;
          case FRAME_KIND_UNSPECIFIED, UNRECOGNIZED ->
              throw new WireFormatException(
                  "no kind of frame has the code " + frame.getKindValue());
        };
    return new Frame(
        kind,
        frame.getTerm(),
        frame.getFirstIndex(),
        frame.getCount(),
        decode(frame.getCommands()));
  }

  static NodeId nodeId(String value) {
    return new NodeId(shortEnough(value));
  }

  static GroupId groupId(String value) {
    return new GroupId(shortEnough(value));
  }

  /** Terms, indices and the like: unsigned on the wire, never above {@code Long.MAX_VALUE}. */
  static long natural(String field, long value) {
    if (value < 0) {
      throw new WireFormatException(field + " is too large: " + Long.toUnsignedString(value));
    }
    return value;
  }

  /** So that the error about a wrong name does not repeat a megabyte of it. */
  private static String shortEnough(String name) {
    if (name.length() > MAX_NAME_CHARS) {
      throw new WireFormatException("a name has " + name.length() + " characters");
    }
    return name;
  }
}
