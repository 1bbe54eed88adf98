package io.troupe.persistence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.troupe.persistence.leveldb.JournalFiles;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.apache.pekko.actor.Actor;
import org.apache.pekko.persistence.query.ReadJournalProvider;
import org.apache.pekko.persistence.state.DurableStateStoreProvider;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.troupe");

  @Test
  void the_module_depends_on_no_other_module_of_troupe() {
    noClasses()
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are of another module",
                used ->
                    used.getPackageName().startsWith("io.troupe")
                        && !used.getPackageName().startsWith("io.troupe.persistence")))
        .check(CLASSES);
  }

  @Test
  void the_public_api_knows_neither_pekko_nor_leveldb_nor_the_plugins() {
    noClasses()
        .that()
        .resideInAPackage("io.troupe.persistence")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.pekko..", "org.iq80..", "org.fusesource..", "io.troupe.persistence.*..")
        .check(CLASSES);
  }

  @Test
  void only_plugins_and_what_operators_use_are_public_beside_the_api() {
    classes()
        .that()
        .resideInAnyPackage("io.troupe.persistence.leveldb", "io.troupe.persistence.snapshot")
        .and()
        .areNotAssignableTo(Actor.class)
        .and()
        .areNotAssignableTo(ReadJournalProvider.class)
        .and()
        .doNotImplement(org.apache.pekko.persistence.query.javadsl.ReadJournal.class)
        .and()
        .doNotImplement(org.apache.pekko.persistence.query.scaladsl.ReadJournal.class)
        .and()
        .areNotAssignableTo(DurableStateStoreProvider.class)
        .and()
        .doNotImplement(org.apache.pekko.persistence.state.javadsl.DurableStateStore.class)
        .and()
        .doNotImplement(org.apache.pekko.persistence.state.scaladsl.DurableStateStore.class)
        .and()
        .doNotBelongToAnyOf(JournalFiles.class)
        .and()
        .areTopLevelClasses()
        .should()
        .notBePublic()
        .check(CLASSES);
  }

  @Test
  void nothing_uses_java_serialization() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ObjectOutputStream.class, ObjectInputStream.class)
        .check(CLASSES);
  }
}
