package io.troupe.persistence.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** An open file, or directory, of a {@link RecordedDisk}. */
final class RecordedChannel extends FileChannel {
  private final RecordedDisk disk;
  private final DiskOp sync;
  private final int file;
  private final FileChannel real;

  RecordedChannel(RecordedDisk disk, DiskOp sync, int file, FileChannel real) {
    this.disk = disk;
    this.sync = sync;
    this.file = file;
    this.real = real;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    disk.apply(sync, () -> true);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int written = write(bytes, real.position());
    real.position(real.position() + written);
    return written;
  }

  @Override
  public int write(ByteBuffer bytes, long at) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    try {
      return disk.apply(new DiskOp.Write(file, at, copy), () -> writeNow(copy, copy.length, at));
    } catch (RecordedDisk.NoSpace e) {
      throw e;
    } catch (IOException e) {
      int half = copy.length / 2;
      writeNow(copy, half, at);
      disk.record(new DiskOp.Write(file, at, java.util.Arrays.copyOf(copy, half)));
      if (e instanceof RecordedDisk.ShortWrite) {
        return half;
      }
      throw e;
    }
  }

  private int writeNow(byte[] bytes, int length, long at) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
    while (left.hasRemaining()) {
      real.write(left, at + left.position());
    }
    return length;
  }

  /** What was written is a prefix: nothing of a buffer behind one that was written in part. */
  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long written = 0;
    for (int i = offset; i < offset + length; i++) {
      int whole = sources[i].remaining();
      int part = write(sources[i]);
      written += part;
      if (part < whole) {
        break;
      }
    }
    return written;
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    if (size < real.size()) {
      disk.apply(new DiskOp.Resize(file, size), () -> real.truncate(size));
    }
    return this;
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    if (mode != MapMode.READ_ONLY) {
      throw new UnsupportedOperationException("not recorded");
    }
    return real.map(mode, position, size);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return real.read(target);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return real.read(targets, offset, length);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return real.read(target, position);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    real.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return real.transferTo(position, count, target);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
