package io.troupe.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.app.trial.Ledger.Write;
import io.troupe.app.trial.NodeApi.Fate;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger(42);

  @Test
  void every_write_has_its_own_key_and_can_be_had_again_by_number() {
    Write first = ledger.next();
    Write second = ledger.next();

    assertThat(first.key()).isNotEqualTo(second.key());
    assertThat(ledger.write(first.number())).isEqualTo(first);
    assertThat(ledger.write(second.number())).isEqualTo(second);
  }

  @Test
  void only_what_was_acknowledged_counts_as_such() {
    Write acknowledged = ledger.next();
    Write refused = ledger.next();
    Write unknown = ledger.next();

    ledger.record(acknowledged, Fate.ACKNOWLEDGED);
    ledger.record(refused, Fate.REFUSED);
    ledger.record(unknown, Fate.UNKNOWN);

    assertThat(ledger.acknowledgedCount()).isEqualTo(1);
    assertThat(ledger.acknowledged().stream()).containsExactly(acknowledged.number());
    assertThat(ledger.refused().stream()).containsExactly(refused.number());
  }
}
