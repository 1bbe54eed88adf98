package io.troupe.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
  @Test
  void the_defaults_listen_on_the_loopback_interface_only() {
    HttpSettings settings = HttpSettings.from(ConfigFactory.load());

    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.maxBodyBytes()).isEqualTo(64 << 10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "troupe.app.http.prot = 80        | troupe.app.http.prot is no setting",
        "troupe.app.htpp.port = 80        | troupe.app.htpp is no setting",
        "troupe.app.http.port = 70000     | troupe.app.http.port",
        "troupe.app.http.port = -1        | use 1 to 65535",
        "troupe.app.http.port = many      | port has type STRING rather than NUMBER",
        "troupe.app.http.max-body-bytes=0 | it must be at least 1",
        "troupe.app.http.max-body-bytes=1G| at least 1100 below troupe.client.max-command-bytes",
        "troupe.app.http.body-timeout=0s  | it must be at least 1 ms"
      })
  void what_is_wrong_is_named_with_key_and_fix(String line, String message) {
    Config config = ConfigFactory.load(ConfigFactory.parseString(line));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> HttpSettings.from(config))
        .withMessageContaining(message);
  }
}
