package io.troupe.persistence.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JournalSettingsTest {
  private static final String PATH = "troupe.persistence.leveldb.journal";

  private static JournalSettings settings(String overrides) {
    Config all = ConfigFactory.parseString(overrides).withFallback(ConfigFactory.load());
    Config fallback = all.getConfig("pekko.persistence.journal-plugin-fallback");
    return JournalSettings.of(all.getConfig(PATH).withFallback(fallback), PATH);
  }

  private static void assertRefused(String overrides, String key, String why) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> settings(overrides))
        .withMessageContaining(PATH + "." + key)
        .withMessageContaining(why);
  }

  @Test
  void the_defaults_are_safe() {
    JournalSettings defaults = settings("");

    assertThat(defaults.fsync()).isTrue();
    assertThat(defaults.verifyChecksums()).isTrue();
    assertThat(defaults.useNative()).isTrue();
    assertThat(defaults.directory()).isEqualTo(Path.of("troupe-data/journal"));
    assertThat(defaults.writeBufferBytes()).isEqualTo(64 << 20);
  }

  @Test
  void a_misspelt_key_is_named_in_full() {
    assertRefused(PATH + ".fsynk = off", "fsynk", "unknown key");
  }

  @Test
  void values_out_of_bounds_are_named_with_their_bounds() {
    assertRefused(PATH + ".max-queued-events = 0", "max-queued-events", "is 0");
    assertRefused(PATH + ".write-buffer-size = 1 KiB", "write-buffer-size", "use a value from");
    assertRefused(PATH + ".dir = \"\"", "dir", "is empty");
  }

  @Test
  void a_replay_filter_that_could_drop_events_is_refused() {
    assertRefused(
        PATH + ".replay-filter.mode = repair-by-discard-old",
        "replay-filter.mode",
        "could drop acknowledged events");
  }

  @Test
  void event_adapters_are_free_form() {
    assertThat(settings(PATH + ".event-adapters { mine = \"x.Y\" }").fsync()).isTrue();
  }
}
