package io.troupe.persistence.leveldb;

import java.io.IOException;
import java.nio.file.Path;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.impl.Iq80DBFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An implementation of LevelDB. Both write the same files, and a directory may change from native
 * to Java at any time; back only as long as the Java engine has not compacted, since it notes wrong
 * sizes of the tables it makes then.
 */
enum Engine {
  /** LevelDB itself through JNI; x86-64 only. */
  NATIVE {
    @Override
    DB open(Path directory, Options options) throws IOException {
      return JniDBFactory.factory.open(directory.toFile(), options);
    }
  },

  /**
   * The port to Java: slower, everywhere. It verifies no checksums; so its tables are read and
   * verified as a whole when the store is opened, and damage that happens to keys while it is open
   * is noticed only at the next start.
   */
  JAVA {
    @Override
    DB open(Path directory, Options options) throws IOException {
      // Its memory-mapped log syncs only the part that is mapped at the moment: a batch that
      // crosses
      // into the next megabyte would be acknowledged without its first half on the disk.
      if (System.getProperty("leveldb.mmap") == null) {
        System.setProperty("leveldb.mmap", "false");
      }
      if (Iq80DBFactory.USE_MMAP) {
        throw new IOException(
            "the pure-Java LevelDB was loaded with memory-mapped logs, which it does not sync as a"
                + " whole; start the JVM with -Dleveldb.mmap=false");
      }
      return Iq80DBFactory.factory.open(directory.toFile(), options);
    }
  };

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  abstract DB open(Path directory, Options options) throws IOException;

  DB open(Path directory, JournalSettings settings) throws IOException {
    return open(directory, options(settings));
  }

  /**
   * Opens a database that is only read, and was compressed: what a compaction makes of it meanwhile
   * is compressed, too, where the engine can.
   */
  DB openCompressed(Path directory, JournalSettings settings) throws IOException {
    return open(directory, options(settings).compressionType(CompressionType.SNAPPY));
  }

  /** The engine to use here: native where it loads and is wanted. */
  static Engine choose(JournalSettings settings) {
    if (!settings.useNative()) {
      return JAVA;
    }
    String architecture = System.getProperty("os.arch", "unknown");
    if (!architecture.equals("amd64") && !architecture.equals("x86_64")) {
      LOG.info("No native LevelDB for {}: using the slower pure-Java engine", architecture);
      return JAVA;
    }
    try {
      // Initialising the class extracts and links the library.
      Class.forName(JniDBFactory.class.getName());
      return NATIVE;
    } catch (LinkageError | ReflectiveOperationException e) {
      LOG.warn(
          "Native LevelDB does not load ({}): using the slower pure-Java engine", e.toString());
      return JAVA;
    }
  }

  private static Options options(JournalSettings settings) {
    return new Options()
        .createIfMissing(true)
        .paranoidChecks(true)
        .verifyChecksums(true)
        .compressionType(CompressionType.NONE)
        .writeBufferSize(settings.writeBufferBytes());
  }
}
