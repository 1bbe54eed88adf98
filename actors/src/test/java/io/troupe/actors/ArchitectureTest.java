package io.troupe.actors;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.troupe.actors.node.Node;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

/** What this module may know, and what of it others may. */
class ArchitectureTest {
  private static final JavaClasses ACTORS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.troupe.actors");

  @Test
  void it_knows_the_protocols_and_the_files_of_persistence_and_nothing_else_of_troupe() {
    noClasses()
        .should()
        .dependOnClassesThat(
            describe(
                "are of another room",
                (JavaClass used) ->
                    used.getPackageName().startsWith("io.troupe")
                        && !used.getPackageName().startsWith("io.troupe.actors")
                        && !used.getPackageName().startsWith("io.troupe.protocols")
                        && !used.getPackageName().equals("io.troupe.persistence")
                        // The embedded journal can be asked whether it opens.
                        && !used.getName().equals("io.troupe.persistence.leveldb.LeveldbJournal")))
        .check(ACTORS);
  }

  @Test
  void of_the_actors_only_the_node_is_public_for_the_extension() {
    classes()
        .that()
        .resideInAPackage("io.troupe.actors.node")
        .and()
        .areTopLevelClasses()
        .and()
        .doNotBelongToAnyOf(Node.class)
        .should()
        .notBePublic()
        .check(ACTORS);
  }

  @Test
  void the_roles_of_paxos_do_not_know_who_keeps_them() {
    noClasses()
        .that()
        .resideInAPackage("io.troupe.actors.paxos")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.troupe.actors", "io.troupe.actors.node")
        .check(ACTORS);
  }

  @Test
  void the_public_api_shows_nothing_internal() {
    DescribedPredicate<JavaClass> internal =
        resideInAPackage("io.troupe.actors.*..")
            .or(resideInAPackage("io.troupe.persistence.."))
            .or(resideInAPackage("com.google.protobuf.."));
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("io.troupe.actors")
        .and()
        .arePublic()
        .should()
        .notHaveRawReturnType(internal)
        .andShould()
        .notHaveRawParameterTypes(
            describe("internal types", types -> types.stream().anyMatch(internal)))
        .check(ACTORS);
  }

  @Test
  void the_actors_do_not_know_how_their_messages_become_bytes() {
    noClasses()
        .that()
        .resideInAnyPackage("io.troupe.actors.node", "io.troupe.actors.paxos")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.protobuf..", "io.troupe.actors.wire.proto..")
        .check(ACTORS);
  }

  @Test
  void nothing_sleeps_blocks_for_an_answer_or_asks() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethodWhere(
            describe(
                "the caller blocks for a future",
                call ->
                    call.getTargetOwner().getName().equals("scala.concurrent.Await$")
                        || (call.getTargetOwner().isAssignableTo(java.util.concurrent.Future.class)
                            && (call.getName().equals("get") || call.getName().equals("join")))))
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "org\\.apache\\.pekko\\.(pattern\\.Patterns|actor\\.typed\\..*AskPattern.*)")
        .check(ACTORS);
  }

  @Test
  void nothing_relies_on_java_serialization() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
        .check(ACTORS);
    noClasses().that().areRecords().should().implement(java.io.Serializable.class).check(ACTORS);
  }

  @Test
  void state_is_not_kept_in_static_fields() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage("io.troupe.actors.wire.proto..")
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(ACTORS);
  }
}
