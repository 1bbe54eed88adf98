package io.troupe.actors.node;

import com.typesafe.config.Config;
import io.troupe.actors.TroupeConfigurationException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Values of the configuration within their bounds; the error names key, value and bounds. */
final class Checks {
  /** Artery's default frame is 256 KiB; an envelope must fit with room to spare. */
  private static final int LARGEST_ENVELOPE_BYTES = 200 << 10;

  /** Counts are sizes of queues in memory. */
  private static final int LARGEST_COUNT = 100_000_000;

  private Checks() {}

  static void fits(String key, int bytes) {
    if (bytes < 1024 || bytes > LARGEST_ENVELOPE_BYTES) {
      throw new TroupeConfigurationException(
          key
              + " = "
              + bytes
              + ": it must lie between 1 KiB and 200 KiB, because messages travel in Artery frames"
              + " of 256 KiB");
    }
  }

  static long nanos(Config config, String key) {
    long nanos = config.getDuration(key, TimeUnit.NANOSECONDS);
    if (nanos < Duration.ofMillis(1).toNanos()) {
      throw new TroupeConfigurationException(
          key + " = " + config.getValue(key).render() + ": it must be at least 1 ms");
    }
    return nanos;
  }

  static int atLeastOne(Config config, String key) {
    int value = config.getInt(key);
    if (value < 1 || value > LARGEST_COUNT) {
      throw new TroupeConfigurationException(
          key + " = " + value + ": it must lie between 1 and " + LARGEST_COUNT);
    }
    return value;
  }

  static long positiveBytes(Config config, String key) {
    long value = config.getBytes(key);
    if (value < 1) {
      throw new TroupeConfigurationException(key + " = " + value + ": it must be positive");
    }
    return value;
  }

  static int bytes(Config config, String path) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, config.getBytes(path)));
  }

  static <T> T checked(String key, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException wrong) {
      throw new TroupeConfigurationException(key + ": " + wrong.getMessage(), wrong);
    }
  }
}
