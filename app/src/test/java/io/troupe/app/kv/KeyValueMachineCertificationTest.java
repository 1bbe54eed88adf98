package io.troupe.app.kv;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.actors.ReplicatedGroup;
import io.troupe.app.kv.KvCommand.Delete;
import io.troupe.app.kv.KvCommand.Put;
import io.troupe.app.kv.KvQuery.DigestOfAll;
import io.troupe.app.kv.KvQuery.Get;
import io.troupe.protocols.Bytes;
import io.troupe.testkit.certifier.Certificate;
import io.troupe.testkit.certifier.StateMachineCertifier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The store keeps what a replicated group relies on. */
class KeyValueMachineCertificationTest {
  private static final ReplicatedGroup<KvCommand, KvQuery, KvReply> GROUP =
      ReplicatedGroup.of(
          "kv", KeyValueMachine::new, KvCodec.commands(), KvCodec.queries(), KvCodec.replies());

  /**
   * The fingerprint changes when the machine answers the same commands differently: two releases
   * that do so must not run side by side.
   */
  @Test
  void it_is_certified_and_behaves_as_ever() {
    Certificate certificate =
        StateMachineCertifier.of(GROUP)
            .commands(KeyValueMachineCertificationTest::command)
            .queries(KeyValueMachineCertificationTest::query)
            .certify();

    assertThat(certificate.fingerprint()).isEqualTo("1d053a75432af684");
  }

  private static KvCommand command(RandomGenerator random) {
    return random.nextInt(3) == 0
        ? new Delete(key(random), condition(random))
        : new Put(key(random), value(random), condition(random));
  }

  private static KvQuery query(RandomGenerator random) {
    return random.nextInt(3) == 0 ? new DigestOfAll() : new Get(key(random));
  }

  private static Key key(RandomGenerator random) {
    return new Key("ключ" + random.nextInt(30));
  }

  private static Bytes value(RandomGenerator random) {
    byte[] value = new byte[random.nextInt(20)];
    random.nextBytes(value);
    return Bytes.wrap(value);
  }

  private static Condition condition(RandomGenerator random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Condition.Absent();
      case 1 -> new Condition.Present();
      case 2 -> new Condition.AtVersion(random.nextInt(100));
      default -> new Condition.Always();
    };
  }
}
