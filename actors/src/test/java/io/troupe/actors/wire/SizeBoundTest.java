package io.troupe.actors.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.actors.wire.CarriedOutcome.Reason;
import io.troupe.actors.wire.CarriedOutcome.Rejected;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.Frame;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.LogPosition;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.Proposal;
import io.troupe.protocols.paxos.register.RegisterKey;
import io.troupe.protocols.paxos.register.RegisterMessage;
import io.troupe.protocols.paxos.register.RegisterState;
import io.troupe.protocols.raft.RaftMessage;
import io.troupe.protocols.raft.RaftMessage.AppendEntries;
import io.troupe.protocols.raft.RaftMessage.AppendRejected;
import io.troupe.protocols.raft.RaftMessage.InstallSnapshot;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A gateway fills an envelope by the items' bounds: the bytes must never be more. */
class SizeBoundTest {
  private static final long MAX = Long.MAX_VALUE;
  private static final NodeId LONGEST_NODE = new NodeId("n".repeat(64));
  private static final GroupId LONGEST_GROUP = new GroupId("g".repeat(128));
  private static final LogPosition FAR = new LogPosition(MAX, MAX - Integer.MAX_VALUE - 1);

  private static final Ballot LOW = new Ballot(Ballot.MAX_ROUND - 1, LONGEST_NODE, MAX);
  private static final Ballot HIGH = new Ballot(Ballot.MAX_ROUND, LONGEST_NODE, MAX);
  private static final RegisterKey LONGEST_KEY = new RegisterKey("限".repeat(RegisterKey.MAX_CHARS));

  static Stream<Item> items() {
    Stream<Item> samples =
        Samples.all().values().stream()
            .filter(Envelope.class::isInstance)
            .flatMap(envelope -> ((Envelope) envelope).items().stream());
    return Stream.concat(samples, largest());
  }

  private static Stream<Item> largest() {
    Bytes payload = Bytes.wrap(new byte[40_000]);
    Frame frame = Frame.commands(MAX, FAR.index() + 1, Integer.MAX_VALUE, payload);
    return Stream.of(
        raft(new AppendEntries(MAX, FAR, List.of(frame), MAX, MAX)),
        raft(new AppendRejected(MAX, MAX, MAX, FAR)),
        raft(new InstallSnapshot(MAX, FAR, MAX, payload, true, MAX)),
        new ClientRequest(MAX, LONGEST_GROUP, ClientRequest.Kind.WRITE, payload),
        new ClientReply(MAX, LONGEST_GROUP, new CarriedOutcome.Committed(MAX, payload)),
        new PaxosItem(LONGEST_GROUP, new PaxosMessage.Rejected(LOW, HIGH)),
        new PaxosItem(LONGEST_GROUP, new PaxosMessage.Promise(HIGH, new Proposal<>(LOW, payload))),
        new RegisterItem(
            LONGEST_GROUP,
            new RegisterMessage.Accept(
                LONGEST_KEY, new Proposal<>(LOW, RegisterState.of(payload)), HIGH)),
        new RegisterItem(LONGEST_GROUP, new RegisterMessage.Rejected(LONGEST_KEY, LOW, HIGH, true)),
        new ClientReply(
            MAX,
            LONGEST_GROUP,
            new Rejected(Reason.STOPPING, "限".repeat(999), Optional.of(LONGEST_NODE))));
  }

  private static Item raft(RaftMessage message) {
    return new RaftItem(LONGEST_GROUP, MAX, message);
  }

  @ParameterizedTest
  @MethodSource("items")
  void an_item_takes_no_more_bytes_than_its_bound(Item item) {
    Envelope empty = new Envelope(LONGEST_NODE, MAX, LONGEST_NODE, List.of());
    Envelope full = new Envelope(LONGEST_NODE, MAX, LONGEST_NODE, List.of(item));

    int taken = Encoded.of(full).bytes().length - Encoded.of(empty).bytes().length;

    assertThat(taken).isLessThanOrEqualTo(item.encodedBytesAtMost());
  }

  @Test
  void an_envelope_takes_no_more_bytes_than_its_overhead_and_its_items() {
    List<Item> items = items().toList();
    int bound = items.stream().mapToInt(Item::encodedBytesAtMost).sum() + Envelope.OVERHEAD_BYTES;

    byte[] bytes = Encoded.of(new Envelope(LONGEST_NODE, MAX, LONGEST_NODE, items)).bytes();

    assertThat(bytes.length).isLessThanOrEqualTo(bound);
  }

  @Test
  void a_frame_costs_less_than_48_bytes_beyond_its_commands() {
    Frame frame =
        Frame.commands(MAX, FAR.index() + 1, Integer.MAX_VALUE, Bytes.wrap(new byte[40_000]));
    AppendEntries heartbeat = new AppendEntries(MAX, FAR, List.of(), MAX, MAX);
    AppendEntries append = new AppendEntries(MAX, FAR, List.of(frame), MAX, MAX);

    int frameBytes = bytesOf(append) - bytesOf(heartbeat);

    assertThat(frameBytes).isLessThanOrEqualTo(40_000 + 48);
  }

  @Test
  void a_buffer_that_is_too_small_overflows_as_artery_expects() {
    Envelope envelope = Samples.inEnvelope(raft(new RaftMessage.TimeoutNow(1)));
    ByteBuffer tooSmall = ByteBuffer.allocateDirect(bytesOf(envelope) - 1);

    assertThatThrownBy(() -> new WireSerializer().toBinary(envelope, tooSmall))
        .isInstanceOf(BufferOverflowException.class);
    assertThat(tooSmall.position()).isZero();
  }

  @Test
  void a_buffer_gets_the_same_bytes_as_an_array_from_its_position_on() {
    Envelope envelope = Samples.inEnvelope(largest().findFirst().orElseThrow());
    byte[] array = Encoded.of(envelope).bytes();
    ByteBuffer buffer = ByteBuffer.allocateDirect(array.length + 5).position(5);

    new WireSerializer().toBinary(envelope, buffer);

    assertThat(buffer.flip().position(5)).isEqualTo(ByteBuffer.wrap(array));
  }

  private static int bytesOf(RaftMessage message) {
    return bytesOf(Samples.inEnvelope(raft(message)));
  }

  private static int bytesOf(Envelope envelope) {
    return Encoded.of(envelope).bytes().length;
  }
}
