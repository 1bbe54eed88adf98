package io.troupe.persistence.disk;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A {@link FileOutputStream} on the recorded disk, as the pure-Java LevelDB opens its files. */
public final class RecordedOutputStream extends FileOutputStream {
  private final RecordedChannel channel;

  public RecordedOutputStream(File file) throws IOException {
    this(file, file.exists());
  }

  private RecordedOutputStream(File file, boolean existed) throws IOException {
    super(allowed(file, existed));
    RecordedDisk disk = Interposed.disk();
    int number = Interposed.appeared(disk.nameOf(file), existed, true);
    disk.describe(getFD(), number);
    this.channel = new RecordedChannel(disk, new DiskOp.Sync(number), number, super.getChannel());
  }

  private static File allowed(File file, boolean existed) throws IOException {
    Path name = Interposed.disk().nameOf(file);
    try {
      Interposed.disk().strike(existed ? new DiskOp.Open(name) : new DiskOp.Create(name, 0));
      return file;
    } catch (IOException e) {
      throw new FileNotFoundException(file + " (" + e.getMessage() + ")");
    }
  }

  @Override
  public FileChannel getChannel() {
    return channel;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b});
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }
}
