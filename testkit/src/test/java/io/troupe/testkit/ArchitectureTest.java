package io.troupe.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the parts of this module may know. */
class ArchitectureTest {
  private static final JavaClasses TESTKIT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.troupe.testkit");

  @Test
  void the_simulation_knows_the_protocols_and_no_actors() {
    noClasses()
        .that()
        .resideInAPackage("io.troupe.testkit.simulation..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.troupe.actors..", "io.troupe.testkit.certifier..", "org.apache..")
        .check(TESTKIT);
  }

  @Test
  void the_certifier_knows_the_public_api_of_the_actors_only() {
    noClasses()
        .that()
        .resideInAPackage("io.troupe.testkit.certifier..")
        .should()
        .dependOnClassesThat(
            describe(
                "are internal",
                (JavaClass used) ->
                    used.getPackageName().startsWith("org.apache.pekko")
                        || used.getPackageName().startsWith("io.troupe.actors.")
                        || used.getPackageName().startsWith("io.troupe.persistence")))
        .check(TESTKIT);
  }

  @Test
  void no_test_framework_is_needed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "org.assertj..")
        .check(TESTKIT);
  }
}
