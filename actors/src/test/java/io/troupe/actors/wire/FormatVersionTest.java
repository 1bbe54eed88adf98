package io.troupe.actors.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.actors.wire.proto.GatewayProto;
import io.troupe.actors.wire.proto.LogProto;
import io.troupe.protocols.raft.LogEvent.TermStarted;
import org.junit.jupiter.api.Test;

/** Bytes of another version of Troupe are read, or refused with an error that says what to do. */
class FormatVersionTest {
  @Test
  void an_envelope_of_a_newer_format_is_refused_and_both_versions_are_named() {
    byte[] bytes =
        GatewayProto.Envelope.newBuilder().setFormat(2).setFrom("n2").build().toByteArray();

    assertThatThrownBy(() -> new WireSerializer().fromBinary(bytes, "E"))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("the bytes have wire format 2, this version of Troupe reads only 1");
  }

  @Test
  void a_hello_of_a_newer_format_is_refused_and_both_versions_are_named() {
    byte[] bytes = GatewayProto.Hello.newBuilder().setFormat(7).build().toByteArray();

    assertThatThrownBy(() -> new WireSerializer().fromBinary(bytes, "H"))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("the bytes have wire format 7, this version of Troupe reads only 1");
  }

  @Test
  void an_event_of_a_newer_format_is_refused_and_both_versions_are_named() {
    byte[] bytes = LogProto.TermStarted.newBuilder().setFormat(2).setTerm(3).build().toByteArray();

    assertThatThrownBy(() -> new LogEventSerializer().fromBinary(bytes, "T"))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining(
            "the bytes have log event format 2, this version of Troupe reads only 1");
  }

  @Test
  void no_bytes_at_all_are_no_message() {
    assertThatThrownBy(() -> new LogEventSerializer().fromBinary(new byte[0], "T"))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("not written by Troupe, or are damaged");
  }

  @Test
  void a_manifest_that_is_not_known_is_refused_by_name() {
    assertThatThrownBy(() -> new WireSerializer().fromBinary(new byte[0], "Q"))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("manifest \"Q\" of serializer 1742001: no such manifest");
    assertThatThrownBy(() -> new LogEventSerializer().fromBinary(new byte[0], "Q"))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("manifest \"Q\" of serializer 1742002: no such manifest");
  }

  @Test
  void a_field_that_a_newer_version_added_within_the_format_is_ignored() {
    // Field 20, a varint, after term 3 and format 1.
    byte[] bytes = {0x08, 3, 0x78, 1, (byte) 0xA0, 1, 99};

    assertThat(new LogEventSerializer().fromBinary(bytes, "T")).isEqualTo(new TermStarted(3));
  }
}
