package io.troupe.actors.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.troupe.actors.wire.proto.GatewayProto;
import io.troupe.actors.wire.proto.LogProto;
import io.troupe.actors.wire.proto.RaftProto;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes arrive, they are a valid object or a {@link WireFormatException}. */
class HostileBytesTest {
  private static final int MUTANTS_PER_FILE = 1_000;

  /** Fixed, so that a build does not fail by luck; try others with -Dtroupe.seed. */
  private static final long SEED = Long.getLong("troupe.seed", 20_261_123);

  static Stream<String> names() {
    return GoldenFilesTest.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_prefix_is_valid_or_refused(String name) {
    Encoded golden = GoldenFilesTest.read(name);

    for (int length = 0; length < golden.bytes().length; length++) {
      assertValidOrRefused(golden.with(Arrays.copyOf(golden.bytes(), length)), "prefix");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_mutant_is_valid_or_refused(String name) {
    Encoded golden = GoldenFilesTest.read(name);
    Random random = new Random(SEED ^ name.hashCode());

    for (int i = 0; i < MUTANTS_PER_FILE; i++) {
      byte[] mutant = golden.bytes().clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      assertValidOrRefused(golden.with(mutant), "-Dtroupe.seed=" + SEED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"E", "H"})
  void random_bytes_are_valid_or_refused(String manifest) {
    Random random = new Random(SEED);

    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      assertValidOrRefused(
          new Encoded(WireSerializer.IDENTIFIER, manifest, bytes), "-Dtroupe.seed=" + SEED);
    }
  }

  @Test
  void a_length_beyond_the_end_is_refused_before_memory_is_taken_for_it() {
    // Field 4 (items) of an envelope, said to be 2,147,483,647 bytes long.
    byte[] bytes = HexFormat.of().parseHex("0801" + "22ffffffff07" + "00");

    assertRefused(new Encoded(WireSerializer.IDENTIFIER, "E", bytes));
  }

  @Test
  void a_frame_that_claims_a_huge_payload_is_refused_before_memory_is_taken_for_it() {
    // A frame of 12 bytes in field 1, whose commands (field 5) claim 2,147,483,647 bytes.
    byte[] bytes = HexFormat.of().parseHex("0a0c" + "080110061801" + "2affffffff07" + "7801");

    assertRefused(new Encoded(LogEventSerializer.IDENTIFIER, "F", bytes));
  }

  @Test
  void a_flood_of_empty_items_is_refused() {
    byte[] flood = new byte[1 << 18];
    for (int i = 0; i < flood.length; i += 2) {
      flood[i] = 0x22; // field 4, of length 0
    }

    assertRefused(new Encoded(WireSerializer.IDENTIFIER, "E", flood));
  }

  @Test
  void groups_nested_without_end_are_refused() {
    byte[] nested = new byte[1 << 18];
    Arrays.fill(nested, (byte) 0x7B); // field 15, start of a group

    assertRefused(new Encoded(WireSerializer.IDENTIFIER, "E", nested));
  }

  @Test
  void a_huge_name_is_refused_without_repeating_it() {
    GatewayProto.Hello hello =
        GatewayProto.Hello.newBuilder().setFormat(1).setNode("x".repeat(100_000)).build();

    assertThatThrownBy(new Encoded(WireSerializer.IDENTIFIER, "H", hello.toByteArray())::decode)
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("a name has 100000 characters")
        .hasMessageNotContaining("xxx");
  }

  @Test
  void a_term_beyond_the_largest_long_is_refused_by_the_name_of_its_field() {
    byte[] bytes = LogProto.TermStarted.newBuilder().setFormat(1).setTerm(-1).build().toByteArray();

    assertThatThrownBy(new Encoded(LogEventSerializer.IDENTIFIER, "T", bytes)::decode)
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("term is too large: 18446744073709551615");
  }

  @Test
  void a_no_op_with_commands_is_refused() {
    RaftProto.Frame frame =
        RaftProto.Frame.newBuilder()
            .setKind(RaftProto.FrameKind.FRAME_KIND_NO_OP)
            .setTerm(1)
            .setFirstIndex(1)
            .setCount(1)
            .setCommands(ByteString.copyFromUtf8("x"))
            .build();
    byte[] bytes =
        LogProto.FrameAppended.newBuilder().setFormat(1).setFrame(frame).build().toByteArray();

    assertRefused(new Encoded(LogEventSerializer.IDENTIFIER, "F", bytes));
  }

  private static void assertRefused(Encoded encoded) {
    assertThatThrownBy(encoded::decode).isInstanceOf(WireFormatException.class);
    assertThatThrownBy(encoded::decodeFromDirectBuffer).isInstanceOf(WireFormatException.class);
  }

  /** What decodes is a full value: it can be written, and reads back as itself. */
  private static void assertValidOrRefused(Encoded encoded, String how) {
    Supplier<String> what = () -> encoded.toText() + how;
    try {
      Object decoded = encoded.decode();
      assertThat(encoded.decodeFromDirectBuffer()).as(what).isEqualTo(decoded);
      assertThat(Encoded.of(decoded).decode()).as(what).isEqualTo(decoded);
    } catch (WireFormatException refused) {
      assertThat(refused).as(what).hasMessageStartingWith("cannot read ");
    } catch (RuntimeException e) {
      throw new AssertionError(what.get(), e);
    }
  }
}
