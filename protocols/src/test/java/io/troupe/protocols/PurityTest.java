package io.troupe.protocols;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.troupe.protocols.paxos.PaxosEvent;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.PaxosOutput;
import io.troupe.protocols.paxos.register.RegisterEvent;
import io.troupe.protocols.paxos.register.RegisterInput;
import io.troupe.protocols.paxos.register.RegisterMessage;
import io.troupe.protocols.paxos.register.RegisterOutcome;
import io.troupe.protocols.paxos.register.RegisterOutput;
import io.troupe.protocols.raft.LogEvent;
import io.troupe.protocols.raft.Output;
import io.troupe.protocols.raft.RaftInput;
import io.troupe.protocols.raft.RaftMessage;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The protocols are pure: an input and the time go in, outputs come out, nothing else happens. */
class PurityTest {
  private static final JavaClasses PROTOCOLS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.troupe.protocols");

  @Test
  void they_depend_on_the_jdk_and_annotations_only() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify.annotations", "io.troupe.protocols..")
        .check(PROTOCOLS);
  }

  @Test
  void they_do_no_io_no_logging_and_start_no_threads() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.net..",
            "java.nio.file..",
            "java.nio.channels..",
            "java.util.concurrent..",
            "java.util.logging..",
            "java.security..",
            "java.lang.reflect..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(PROTOCOLS);
  }

  @Test
  void they_read_no_clock_and_draw_from_no_random_source_of_their_own() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.time.chrono..", "java.time.zone..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.time\\.(Clock|Instant|Local.*|Zoned.*|Offset.*)")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "identityHashCode", Object.class)
        .check(PROTOCOLS);
  }

  @Test
  void the_vocabulary_does_not_know_the_protocols_built_on_it() {
    noClasses()
        .that()
        .resideInAPackage("io.troupe.protocols")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.troupe.protocols.*..")
        .check(PROTOCOLS);
  }

  /** So that other tests can prove that each has a codec, a golden file and a row in the docs. */
  @Test
  void inputs_messages_events_and_outputs_are_sealed_and_consist_of_records() {
    for (Class<?> family :
        new Class<?>[] {
          RaftInput.class,
          RaftMessage.class,
          LogEvent.class,
          Output.class,
          PaxosInput.class,
          PaxosMessage.class,
          PaxosEvent.class,
          PaxosOutput.class,
          RegisterInput.class,
          RegisterMessage.class,
          RegisterEvent.class,
          RegisterOutput.class,
          RegisterOutcome.class
        }) {
      assertThat(family.isSealed()).isTrue();
      assertThat(family.getPermittedSubclasses()).isNotEmpty().allMatch(Class::isRecord);
    }
  }

  @Test
  void a_class_that_is_imported_is_one_of_the_protocols() {
    assertThat(PROTOCOLS.stream().map(JavaClass::getPackageName))
        .isNotEmpty()
        .allMatch(name -> name.startsWith("io.troupe.protocols"));
  }
}
