package io.troupe.testkit.certifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.troupe.actors.Codec;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each mistake of a codec is found, under the law that it breaks. */
class BadCodecTest {
  private static final Codec<String> GOOD = Codec.utf8();

  @Test
  void a_codec_that_loses_something() {
    Codec<String> lossy = codec(value -> bytes(value.toLowerCase(Locale.ROOT)), GOOD::decode);

    assertBroken(Law.COMMAND_ROUND_TRIP, lossy, GOOD, GOOD);
    assertBroken(Law.QUERY_ROUND_TRIP, GOOD, lossy, GOOD);
    assertBroken(Law.REPLY_ROUND_TRIP, GOOD, GOOD, codec(value -> bytes("now"), GOOD::decode));
  }

  @Test
  void a_codec_that_takes_other_bytes_each_time() {
    Codec<String> restless =
        codec(
            value -> bytes(value + "@" + System.nanoTime()),
            bytes -> GOOD.decode(bytes).replaceFirst("@.*", ""));

    assertBroken(Law.COMMAND_ROUND_TRIP, restless, GOOD, GOOD);
  }

  @Test
  @SuppressWarnings("ByteBufferBackingArray") // the mistake
  void a_codec_that_takes_the_whole_array() {
    Codec<String> greedy = codec(GOOD::encode, bytes -> new String(bytes.array(), UTF_8));

    assertBroken(Law.COMMAND_ROUND_TRIP, greedy, GOOD, GOOD);
  }

  @Test
  void a_codec_that_starts_at_zero() {
    Codec<String> absolute =
        codec(
            GOOD::encode,
            bytes -> {
              byte[] all = new byte[bytes.limit()];
              bytes.get(0, all);
              return new String(all, UTF_8);
            });

    assertBroken(Law.REPLY_ROUND_TRIP, GOOD, GOOD, absolute);
  }

  @Test
  void a_codec_that_runs_over_the_end() {
    Codec<String> trusting =
        codec(
            value -> {
              byte[] text = bytes(value);
              return ByteBuffer.allocate(4 + text.length).putInt(text.length).put(text).array();
            },
            bytes -> {
              byte[] text = new byte[Math.min(Math.abs(bytes.getInt()), 1 << 20)];
              bytes.get(text);
              return new String(text, UTF_8);
            });

    assertBroken(Law.DAMAGED_BYTES, trusting, GOOD, GOOD);
    assertBroken(Law.DAMAGED_BYTES, GOOD, trusting, GOOD);
    assertBroken(Law.DAMAGED_BYTES, GOOD, GOOD, trusting);
  }

  @Test
  void a_codec_that_does_not_know_some_value() {
    Codec<String> partial =
        codec(
            value -> {
              if (value.equals("none")) {
                throw new IllegalStateException("no code for " + value);
              }
              return GOOD.encode(value);
            },
            GOOD::decode);

    assertBroken(Law.REPLY_ROUND_TRIP, GOOD, GOOD, partial);
  }

  @Test
  void a_reply_that_does_not_fit_into_a_message() {
    Codec<String> large =
        codec(value -> bytes(value + " ".repeat(200 << 10)), bytes -> GOOD.decode(bytes).strip());

    assertBroken(Law.SMALL_MESSAGES, GOOD, GOOD, large);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Codec<String> codec(
      Function<String, byte[]> encode, Function<ByteBuffer, String> decode) {
    return new Codec<>() {
      @Override
      public byte[] encode(String value) {
        return encode.apply(value);
      }

      @Override
      public String decode(ByteBuffer bytes) {
        return decode.apply(bytes);
      }
    };
  }

  private static void assertBroken(
      Law law, Codec<String> commands, Codec<String> queries, Codec<String> replies) {
    assertThatExceptionOfType(LawBroken.class)
        .isThrownBy(() -> Tally.certifier(Tally::new, commands, queries, replies).certify())
        .satisfies(broken -> assertThat(broken.law()).as(broken.getMessage()).isEqualTo(law));
  }
}
