package io.troupe.app.kv;

import io.troupe.protocols.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole store as a snapshot. Equal states are written as equal bytes. The format, integers
 * big-endian:
 *
 * <pre>
 * snapshot = "TKVS" version:u8(1) applied-index:i64 count:i64 hash:i64 entry*
 * entry    = key-bytes:u16 key:utf8 version:i64 value-bytes:i32 value        (sorted by key)
 * </pre>
 *
 * @param entries unchanging
 */
record KvSnapshot(Map<Key, Entry> entries, long appliedIndex) {
  private static final int MAGIC = 0x544B5653;
  private static final int FORMAT = 1;

  long hash() {
    return entries.values().stream().mapToLong(Entry::hash).sum();
  }

  void writeTo(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(MAGIC);
    data.writeByte(FORMAT);
    data.writeLong(appliedIndex);
    data.writeLong(entries.size());
    data.writeLong(hash());
    SortedMap<Key, Entry> sorted = new TreeMap<>(entries);
    for (Map.Entry<Key, Entry> each : sorted.entrySet()) {
      byte[] key = each.getKey().utf8();
      byte[] value = each.getValue().value().sharedArray();
      data.writeShort(key.length);
      data.write(key);
      data.writeLong(each.getValue().version());
      data.writeInt(value.length);
      data.write(value);
    }
    data.flush();
  }

  /**
   * @throws IOException if this is not a whole snapshot of this format
   */
  static KvSnapshot readFrom(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int magic = data.readInt();
    int format = data.readUnsignedByte();
    if (magic != MAGIC || format != FORMAT) {
      throw new IOException(
          String.format(
              "not a key-value snapshot that this version reads: magic %08x format %d",
              magic, format));
    }
    long appliedIndex = data.readLong();
    long count = data.readLong();
    long hash = data.readLong();
    Map<Key, Entry> entries = new HashMap<>();
    for (long i = 0; i < count; i++) {
      readEntry(data, entries);
    }
    KvSnapshot snapshot = new KvSnapshot(entries, appliedIndex);
    if (snapshot.hash() != hash || entries.size() != count || data.read() != -1) {
      throw new IOException("the key-value snapshot's content does not match its header");
    }
    return snapshot;
  }

  private static void readEntry(DataInputStream data, Map<Key, Entry> into) throws IOException {
    Key key = new Key(new String(read(data, data.readUnsignedShort()), StandardCharsets.UTF_8));
    long version = data.readLong();
    Bytes value = Bytes.wrap(read(data, data.readInt()));
    into.put(key, Entry.of(key, value, version));
  }

  private static byte[] read(DataInputStream data, int length) throws IOException {
    if (length < 0) {
      throw new IOException("a negative length in the key-value snapshot: " + length);
    }
    byte[] bytes = data.readNBytes(length);
    if (bytes.length != length) {
      throw new IOException("the key-value snapshot ends in the middle of an entry");
    }
    return bytes;
  }
}
