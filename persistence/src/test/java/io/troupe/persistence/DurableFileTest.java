package io.troupe.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("snapshot");
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private void write(byte[] bytes) throws IOException {
    DurableFile.write(file(), out -> out.write(bytes));
  }

  @Test
  void what_was_written_is_read_back_as_a_whole_as_a_stream_and_in_chunks() throws IOException {
    byte[] bytes = noise(200_001);
    write(bytes);

    assertThat(DurableFile.readAll(file())).isEqualTo(bytes);
    try (DurableFile opened = DurableFile.open(file())) {
      assertThat(opened.length()).isEqualTo(bytes.length);
      assertThat(opened.newInputStream().readAllBytes()).isEqualTo(bytes);
      assertThat(opened.readChunk(200_000, 64)).isEqualTo(ByteBuffer.wrap(bytes, 200_000, 1));
      assertThat(opened.readChunk(7, 64)).isEqualTo(ByteBuffer.wrap(bytes, 7, 64));
      assertThat(opened.readChunk(200_001, 64).hasRemaining()).isFalse();
    }
  }

  @Test
  void an_empty_payload_is_a_file_too() throws IOException {
    write(new byte[0]);

    assertThat(DurableFile.readAll(file())).isEmpty();
  }

  @Test
  void a_writer_closed_without_commit_leaves_the_previous_content_and_no_other_file()
      throws IOException {
    write("old".getBytes(UTF_8));

    try (DurableFileWriter writer = DurableFileWriter.create(file())) {
      writer.append(UTF_8.encode("new"));
    }

    assertThat(DurableFile.readAll(file())).asString().isEqualTo("old");
    assertThat(directory).isDirectoryNotContaining(entry -> !entry.equals(file()));
  }

  @Test
  void a_reader_keeps_the_content_it_opened_while_a_new_one_is_committed() throws IOException {
    write("old".getBytes(UTF_8));

    try (DurableFile opened = DurableFile.open(file())) {
      write("new".getBytes(UTF_8));
      DurableFile.delete(file());

      assertThat(opened.newInputStream().readAllBytes()).asString().isEqualTo("old");
    }
  }

  @Test
  void leftovers_of_an_unfinished_write_are_deleted() throws IOException {
    try (DurableFileWriter writer = DurableFileWriter.create(file())) {
      writer.append(UTF_8.encode("half"));
      assertThat(directory).isNotEmptyDirectory();

      DurableFile.deleteLeftovers(directory);

      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void every_flipped_byte_and_every_truncation_is_detected() throws IOException {
    write("payload".getBytes(UTF_8));
    byte[] good = Files.readAllBytes(file());

    for (int at = 0; at < good.length; at++) {
      byte[] flipped = good.clone();
      flipped[at] ^= 0x10;
      Files.write(file(), flipped);
      assertThatExceptionOfType(CorruptFileException.class)
          .as("byte %d flipped", at)
          .isThrownBy(() -> DurableFile.open(file()))
          .withMessageContaining(file().toString());
      Files.write(file(), java.util.Arrays.copyOf(good, at));
      assertThatExceptionOfType(CorruptFileException.class)
          .as("truncated to %d", at)
          .isThrownBy(() -> DurableFile.open(file()));
    }
  }

  @Test
  void appended_garbage_is_detected() throws IOException {
    write("payload".getBytes(UTF_8));
    Files.write(file(), new byte[40], StandardOpenOption.APPEND);

    assertThatExceptionOfType(CorruptFileException.class)
        .isThrownBy(() -> DurableFile.open(file()));
  }

  @Test
  void chunks_in_order_build_the_sender_s_file() throws IOException {
    byte[] bytes = noise(100_000);
    write(bytes);
    Path copy = directory.resolve("copy");

    try (DurableFile source = DurableFile.open(file());
        DurableFileWriter target = DurableFileWriter.create(copy)) {
      while (target.position() < source.length()) {
        target.append(target.position(), source.readChunk(target.position(), 4_096));
      }
      target.commit(source.length(), source.checksum());
    }

    assertThat(DurableFile.readAll(copy)).isEqualTo(bytes);
  }

  @Test
  void a_chunk_out_of_order_is_refused_and_the_right_one_still_fits() throws IOException {
    try (DurableFileWriter writer = DurableFileWriter.create(file())) {
      writer.append(0, UTF_8.encode("ab"));

      assertThatIllegalArgumentException().isThrownBy(() -> writer.append(3, UTF_8.encode("d")));
      assertThatIllegalArgumentException().isThrownBy(() -> writer.append(0, UTF_8.encode("ab")));
      writer.append(2, UTF_8.encode("c"));
      writer.commit();
    }

    assertThat(DurableFile.readAll(file())).asString().isEqualTo("abc");
  }

  @Test
  void received_content_that_differs_from_the_sender_s_is_not_committed() throws IOException {
    try (DurableFileWriter writer = DurableFileWriter.create(file())) {
      writer.append(UTF_8.encode("abc"));

      assertThatExceptionOfType(CorruptFileException.class)
          .isThrownBy(() -> writer.commit(3, writer.checksum() + 1));
    }

    assertThat(directory).isEmptyDirectory();
  }
}
