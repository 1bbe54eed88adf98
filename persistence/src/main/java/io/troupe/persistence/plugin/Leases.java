package io.troupe.persistence.plugin;

import io.troupe.persistence.Directories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What is open in this JVM, by directory: all plugins on one directory, also of several actor
 * systems, share one. The last to release it closes it.
 *
 * <p>Threads: any; opening and closing happen one at a time.
 *
 * @param <S> settings, compared by {@code equals}
 * @param <V> what is shared
 */
public final class Leases<S, V extends Leases.Shared> {
  private final Map<Path, Lease<S, V>> open = new HashMap<>();

  /** Something to be shared and closed in the end. */
  public interface Shared {
    /** Ends it; called once. */
    void close();
  }

  /** Opens what is to be shared. */
  @FunctionalInterface
  public interface Opener<S, V> {
    V open(S settings) throws IOException;
  }

  /** One opened value and the number of its users. */
  public static final class Lease<S, V extends Shared> {
    private final Leases<S, V> owner;
    private final Path key;
    private final S settings;
    private final V value;
    private int users;

    private Lease(Leases<S, V> owner, Path key, S settings, V value) {
      this.owner = owner;
      this.key = key;
      this.settings = settings;
      this.value = value;
    }

    /** The shared value, usable until {@link #release}. */
    public V value() {
      return value;
    }

    /** Ends one use; call it once for each {@link Leases#acquire}. */
    public void release() {
      owner.release(this);
    }
  }

  /**
   * Opens, or joins, what is in the directory.
   *
   * @throws IllegalArgumentException if it is open with other settings
   */
  public synchronized Lease<S, V> acquire(Path directory, S settings, Opener<S, V> opener)
      throws IOException {
    Path key = keyOf(directory);
    Lease<S, V> lease = open.get(key);
    if (lease == null) {
      lease = new Lease<>(this, key, settings, opener.open(settings));
      open.put(key, lease);
    } else if (!lease.settings.equals(settings)) {
      throw new IllegalArgumentException(
          "directory "
              + key
              + " is already open in this process with other settings ("
              + lease.settings
              + " instead of "
              + settings
              + "); use the same settings, or another dir");
    }
    lease.users++;
    return lease;
  }

  private synchronized void release(Lease<S, V> lease) {
    lease.users--;
    if (lease.users == 0) {
      open.remove(lease.key);
      lease.value.close();
    }
  }

  private static Path keyOf(Path directory) {
    try {
      Directories.create(directory);
      return directory.toRealPath();
    } catch (IOException e) {
      // Opening it will say what is wrong.
      return directory.toAbsolutePath().normalize();
    }
  }
}
