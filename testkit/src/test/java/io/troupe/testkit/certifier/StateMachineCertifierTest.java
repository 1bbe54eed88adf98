package io.troupe.testkit.certifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.troupe.actors.Codec;
import io.troupe.actors.ReplicatedGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StateMachineCertifierTest {
  @Test
  void a_good_machine_is_certified_and_the_certificate_says_how_much_was_tried() {
    Certificate certificate = Tally.certifier(Tally::new).certify();

    assertThat(certificate.seed()).isEqualTo(1);
    assertThat(certificate.logs()).isEqualTo(20);
    assertThat(certificate.commands()).isEqualTo(20 * 100);
    assertThat(certificate.queries()).isBetween(1_500, 2_500);
    assertThat(certificate.restores()).isEqualTo(20 * 2 * 101);
  }

  @Test
  void examples_are_a_log_of_their_own() {
    Certificate certificate =
        StateMachineCertifier.of(
                ReplicatedGroup.of("tally", Tally::new, Codec.utf8(), Codec.utf8(), Codec.utf8()))
            .commands(List.of("a", "b", "-a"))
            .queries(List.of("a"))
            .logs(2)
            .commandsPerLog(10)
            .certify();

    assertThat(certificate.logs()).isEqualTo(3);
    assertThat(certificate.commands()).isEqualTo(3 + 2 * 10);
  }

  @Test
  void the_same_seed_gives_the_same_fingerprint_and_another_seed_another() {
    StateMachineCertifier<String, String, String> certifier = Tally.certifier(Tally::new);
    String fingerprint = certifier.certify().fingerprint();

    assertThat(certifier.certify().fingerprint()).isEqualTo(fingerprint);
    assertThat(certifier.seed(2).certify().fingerprint()).isNotEqualTo(fingerprint);
  }

  @Test
  void the_fingerprint_of_a_good_machine_is_the_same_in_another_jvm() throws Exception {
    assertThat(fingerprintInAnotherJvm("good")).isEqualTo(fingerprintOf("good"));
  }

  /** The order of {@code Set.of} is drawn anew by each JVM. */
  @Test
  void the_fingerprint_shows_what_differs_between_jvms_only() throws Exception {
    assertThat(fingerprintInAnotherJvm("set-of")).isNotEqualTo(fingerprintOf("set-of"));
  }

  @Test
  void a_machine_whose_equal_states_have_several_encodings_is_certified_by_their_meaning() {
    StateMachineCertifier<String, String, String> certifier =
        Tally.certifier(() -> new Tally(new HashMap<>()));

    assertThatExceptionOfType(LawBroken.class).isThrownBy(certifier::certify);
    assertThat(
            certifier
                .comparingSnapshotsBy(
                    bytes -> new String(bytes, UTF_8).lines().collect(Collectors.toSet()))
                .certify()
                .logs())
        .isEqualTo(20);
  }

  @Test
  void without_commands_nothing_is_certified() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                StateMachineCertifier.of(
                        ReplicatedGroup.of(
                            "tally", Tally::new, Codec.utf8(), Codec.utf8(), Codec.utf8()))
                    .certify())
        .withMessage("give commands(...) to certify with");
  }

  @Test
  void a_report_says_what_is_broken_where_and_what_to_do_and_shows_the_shortest_log() {
    LawBroken broken = broken(Tally.certifier(BadSnapshotTest.Forgetful::new));

    assertThat(broken.law()).isEqualTo(Law.RESTORE_INTO_FRESH);
    assertThat(broken.seed()).isEqualTo(1);
    assertThat(String.valueOf(broken.getMessage()).lines())
        .hasSize(6)
        .satisfiesExactly(
            law -> assertThat(law).startsWith("RESTORE_INTO_FRESH does not hold: a new instance"),
            found ->
                assertThat(found)
                    .matches(
                        "  found:   the first instance replied \".*, command 2\", a new one"
                            + " restored from the snapshot after 1 commands replied \".*, command"
                            + " 1\""),
            where ->
                assertThat(where)
                    .startsWith("  where:   command 2 of the log below, index " + broken.index()),
            advice -> assertThat(advice).startsWith("  advice:  Write every field to the snapshot"),
            log -> assertThat(log).matches("  log:     \\d+: \\S+, " + broken.index() + ": \\S+"),
            repeat ->
                assertThat(repeat)
                    .isEqualTo("  repeat:  seed 1: .seed(1).logs(1).commandsPerLog(100)"));
  }

  @Test
  void what_the_report_says_repeats_it() {
    StateMachineCertifier<String, String, String> rare =
        Tally.certifier(ThrowsRarely::new).commandsPerLog(20);
    LawBroken broken = broken(rare);

    LawBroken again = broken(rare.seed(broken.seed()).logs(1));

    assertThat(broken.seed()).isGreaterThan(1);
    assertThat(again.getMessage()).isEqualTo(broken.getMessage());
  }

  @Test
  void a_report_shows_values_that_cannot_be_seen() {
    LawBroken broken =
        broken(
            StateMachineCertifier.of(
                    ReplicatedGroup.of(
                        "tally", ThrowsOnBlank::new, Codec.utf8(), Codec.utf8(), Codec.utf8()))
                .commands(List.of("a\nb", "")));

    assertThat(broken).hasMessageContaining("log:     " + broken.index() + ": \"\"");
    assertThat(Shown.value("a\nb")).isEqualTo("\"a\\nb\"");
    assertThat(Shown.value(new byte[] {1, -1})).isEqualTo("01ff");
    assertThat(Shown.value("x".repeat(300))).endsWith("... (300 characters)\"");
  }

  private static final class ThrowsOnBlank extends Tally {
    @Override
    public String apply(String command, long index) {
      if (command.isEmpty()) {
        throw new IllegalArgumentException("blank");
      }
      return super.apply(command, index);
    }
  }

  /** Only few logs show it. */
  private static final class ThrowsRarely extends Tally {
    @Override
    public String apply(String command, long index) {
      if (counts.getOrDefault(command, 0L) == 2) {
        throw new IllegalStateException("three is too many");
      }
      return super.apply(command, index);
    }
  }

  /** Replies keys in the order of a set that the JDK does not define. */
  private static final class SetOf extends Tally {
    private static final Set<String> KEYS =
        Set.of(IntStream.range(0, 40).mapToObj(i -> "Key" + i).toArray(String[]::new));

    @Override
    public String apply(String command, long index) {
      super.apply(command, index);
      return KEYS.stream().filter(counts::containsKey).collect(Collectors.joining(","));
    }
  }

  private static LawBroken broken(StateMachineCertifier<String, String, String> certifier) {
    return catchThrowableOfType(LawBroken.class, certifier::certify);
  }

  private static String fingerprintOf(String machine) {
    return Tally.certifier(machine.equals("good") ? Tally::new : SetOf::new)
        .logs(3)
        .certify()
        .fingerprint();
  }

  private static String fingerprintInAnotherJvm(String machine)
      throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AnotherJvm.class.getName(),
                machine)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(java.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(java.waitFor()).isZero();
    return printed;
  }

  /** Prints the fingerprint of the machine that its argument names. */
  static final class AnotherJvm {
    public static void main(String[] arguments) {
      System.out.println(fingerprintOf(arguments[0]));
    }
  }
}
