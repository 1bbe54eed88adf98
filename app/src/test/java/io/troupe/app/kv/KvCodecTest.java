package io.troupe.app.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.troupe.actors.Codec;
import io.troupe.app.kv.KvCommand.Delete;
import io.troupe.app.kv.KvCommand.Put;
import io.troupe.app.kv.KvQuery.DigestOfAll;
import io.troupe.app.kv.KvQuery.Get;
import io.troupe.app.kv.KvReply.ConditionFailed;
import io.troupe.app.kv.KvReply.Digest;
import io.troupe.app.kv.KvReply.Found;
import io.troupe.app.kv.KvReply.NotFound;
import io.troupe.app.kv.KvReply.Removed;
import io.troupe.app.kv.KvReply.Stored;
import io.troupe.protocols.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KvCodecTest {
  private static final Key KEY = new Key("ключ");
  private static final Bytes VALUE = Bytes.wrap(new byte[] {0, 1, -1});

  private static final List<KvCommand> COMMANDS =
      List.of(
          new Put(KEY, VALUE, new Condition.Always()),
          new Put(KEY, Bytes.EMPTY, new Condition.Absent()),
          new Put(KEY, VALUE, new Condition.AtVersion(Long.MAX_VALUE)),
          new Delete(KEY, new Condition.Present()),
          new Delete(KEY, new Condition.AtVersion(0)));
  private static final List<KvQuery> QUERIES = List.of(new Get(KEY), new DigestOfAll());
  private static final List<KvReply> REPLIES =
      List.of(
          new Stored(7, true),
          new Stored(8, false),
          new Removed(),
          new Found(VALUE, 9),
          new Found(Bytes.EMPTY, 1),
          new NotFound(),
          new ConditionFailed(0),
          new Digest(-1, 2, 3));

  @Test
  void whatever_is_encoded_is_decoded_to_the_same() {
    COMMANDS.forEach(command -> assertRoundTrip(KvCodec.commands(), command));
    QUERIES.forEach(query -> assertRoundTrip(KvCodec.queries(), query));
    REPLIES.forEach(reply -> assertRoundTrip(KvCodec.replies(), reply));
  }

  @Test
  void the_examples_above_cover_every_kind_of_message() {
    assertThat(kinds(COMMANDS)).containsExactlyInAnyOrder(KvCommand.class.getPermittedSubclasses());
    assertThat(kinds(QUERIES)).containsExactlyInAnyOrder(KvQuery.class.getPermittedSubclasses());
    assertThat(kinds(REPLIES)).containsExactlyInAnyOrder(KvReply.class.getPermittedSubclasses());
  }

  @Test
  void the_bytes_of_format_1_never_change() {
    assertThat(hex(KvCodec.commands(), new Put(new Key("k"), VALUE, new Condition.AtVersion(5))))
        .isEqualTo("01010300000000000000050001" + "6b" + "0001ff");
    assertThat(hex(KvCodec.commands(), new Delete(new Key("k"), new Condition.Always())))
        .isEqualTo("01020000016b");
    assertThat(hex(KvCodec.queries(), new Get(new Key("k")))).isEqualTo("010100016b");
    assertThat(hex(KvCodec.queries(), new DigestOfAll())).isEqualTo("0102");
    assertThat(hex(KvCodec.replies(), new Stored(7, true))).isEqualTo("0101000000000000000701");
    assertThat(hex(KvCodec.replies(), new Found(VALUE, 7)))
        .isEqualTo("01030000000000000007" + "0001ff");
    assertThat(hex(KvCodec.replies(), new NotFound())).isEqualTo("0104");
  }

  @Test
  void bytes_that_are_cut_off_are_refused() {
    byte[] whole = KvCodec.replies().encode(new Digest(1, 2, 3));

    for (int length = 0; length < whole.length; length++) {
      assertRefused(KvCodec.replies(), Arrays.copyOf(whole, length));
    }
  }

  @Test
  void hostile_bytes_are_refused() {
    assertRefused(KvCodec.commands(), 2, 1, 0, 0, 1, 'k');
    assertRefused(KvCodec.commands(), 1, 9, 0, 0, 1, 'k');
    assertRefused(KvCodec.commands(), 1, 1, 9, 0, 1, 'k');
    assertRefused(KvCodec.commands(), 1, 1, 0, 255, 255, 'k');
    assertRefused(KvCodec.commands(), 1, 2, 0, 0, 1, 'k', 'x');
    assertRefused(KvCodec.commands(), 1, 1, 3, 255, 255, 255, 255, 255, 255, 255, 255, 0, 1, 'k');
    assertRefused(KvCodec.queries(), 1, 1, 0, 0);
    assertRefused(KvCodec.replies(), 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2);
  }

  private static <T> void assertRoundTrip(Codec<T> codec, T value) {
    byte[] encoded = codec.encode(value);

    assertThat(codec.decode(ByteBuffer.wrap(encoded).asReadOnlyBuffer())).isEqualTo(value);
  }

  private static void assertRefused(Codec<?> codec, int... unsigned) {
    byte[] bytes = new byte[unsigned.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) unsigned[i];
    }
    assertRefused(codec, bytes);
  }

  private static void assertRefused(Codec<?> codec, byte[] bytes) {
    assertThatIllegalArgumentException()
        .as(HexFormat.of().formatHex(bytes))
        .isThrownBy(() -> codec.decode(ByteBuffer.wrap(bytes)));
  }

  private static <T> String hex(Codec<T> codec, T value) {
    return HexFormat.of().formatHex(codec.encode(value));
  }

  private static Set<Class<?>> kinds(List<?> messages) {
    return messages.stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet());
  }
}
