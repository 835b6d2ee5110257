package isthmus.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Maven's edges between modules cannot say: who may use what (docs/architecture.md). */
class ArchitectureTest {

  private static final String[] FUNCTIONS = {"isthmus.sms..", "isthmus.mms..", "isthmus.email.."};

  private static JavaClasses product;

  @BeforeAll
  static void readTheProduct() {
    product =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("isthmus");
  }

  /** A library, as package patterns, and the only packages that may know it. */
  private static Arguments only(String library, List<String> packages, List<String> owners) {
    return Arguments.argumentSet(library, packages, owners);
  }

  static Stream<Arguments> confinedLibraries() {
    String testkit = "isthmus.testkit..";
    return Stream.of(
        only("Camel", List.of("org.apache.camel.."), List.of("isthmus.gateway.route..")),
        only(
            "JDBC, Hikari, Flyway, embedded Postgres",
            List.of(
                "java.sql..",
                "javax.sql..",
                "org.postgresql..",
                "com.zaxxer..",
                "org.flywaydb..",
                "io.zonky.."),
            List.of("isthmus.gateway.store..", testkit)),
        only("Drools", List.of("org.kie..", "org.drools.."), List.of("isthmus.isf.drools..")),
        only("JAIN-SIP", List.of("javax.sip..", "gov.nist.."), List.of("isthmus.cpm.sip..")),
        only("Netty", List.of("io.netty.."), List.of("isthmus.cpm.msrp..")),
        only("jSMPP", List.of("org.jsmpp.."), List.of("isthmus.sms.smpp..")),
        only("Jakarta Mail", List.of("jakarta.mail.."), List.of("isthmus.email..")),
        only("picocli", List.of("picocli.."), List.of("isthmus.gateway.cli..")),
        only("spreadsheets", List.of("org.dhatim.."), List.of("isthmus.isf.book..")),
        only("JUnit, AssertJ", List.of("org.junit..", "org.assertj.."), List.of(testkit)));
  }

  @ParameterizedTest
  @MethodSource("confinedLibraries")
  void aLibraryIsKnownToItsOwnersOnly(List<String> packages, List<String> owners) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(owners.toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages.toArray(String[]::new)));
  }

  @Test
  void theCoreDependsOnNoOtherModule() {
    check(dependOnNoneButThemselves("isthmus.cpm.."));
  }

  @Test
  void selectionDependsOnTheCoreOnly() {
    check(dependOnNoneButThemselves("isthmus.isf..", "isthmus.cpm.."));
  }

  @Test
  void anInterworkingFunctionDependsOnTheCoreOnly() {
    for (String function : FUNCTIONS) {
      check(dependOnNoneButThemselves(function, "isthmus.cpm.."));
    }
  }

  private static ArchRule dependOnNoneButThemselves(String module, String... others) {
    String[] allowed = Stream.concat(Stream.of(module), Stream.of(others)).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat(resideInAPackage("isthmus..").and(not(resideInAnyPackage(allowed))));
  }

  @Test
  void theProductDoesNotKnowTheTestKit() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("isthmus.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("isthmus.testkit.."));
  }

  @Test
  void rulesStayInsideSelection() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("isthmus.isf..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("isthmus.isf.drools.."));
  }

  @Test
  void codecsKnowNoSocketNoFileNoClockNoLogger() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("isthmus.cpm.codec..", "isthmus.sms.text..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.nio.channels..", "java.nio.file..", "java.net.http..", "org.slf4j..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(File|RandomAccess).*|java\\.net\\..*(Socket|URL).*")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.time\\.(Clock|InstantSource)"));
  }

  @Test
  void timeIsGivenNotTaken() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "isthmus.gateway.cli..", "isthmus.gateway.demo..", "isthmus.testkit..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis"));
  }

  @Test
  void standardStreamsBelongToTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("isthmus.gateway.cli..", "isthmus.testkit..")
            .and()
            .doNotHaveFullyQualifiedName("isthmus.gateway.Isthmus")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  @Test
  void modulesHaveNoCycles() {
    check(slices().matching("isthmus.(*)..").should().beFreeOfCycles());
  }

  @Test
  void packagesOfAModuleHaveNoCycles() {
    for (String module : List.of("cpm", "cpm.codec", "isf", "sms", "mms", "email", "gateway")) {
      check(slices().matching("isthmus." + module + ".(*)..").should().beFreeOfCycles());
    }
  }

  @Test
  void everyPackageIsNullMarked() {
    check(
        classes()
            .that()
            .resideInAPackage("isthmus..")
            .should(
                satisfy(
                    "be in a package that is @NullMarked",
                    type -> type.getPackage().isAnnotatedWith(NullMarked.class))));
  }

  @Test
  void namesSayWhatAClassDoes() {
    check(
        noClasses()
            .that()
            .resideInAPackage("isthmus..")
            .should()
            .haveNameMatching(".*(Impl|Manager|Utils?|Helper)"));
  }

  @Test
  void noStateIsStatic() {
    check(fields().that().areStatic().should().beFinal());
  }

  @Test
  void testsDoNotSleep() {
    List<Path> tests =
        Stream.of("core-cpm", "isf-rules", "iwf-sms", "iwf-mms", "iwf-email", "testkit", "gateway")
            .flatMap(
                module ->
                    Stream.of("classes", "test-classes").map(module.concat("/target/")::concat))
            .map(Path.of("..")::resolve)
            .filter(Files::isDirectory)
            .filter(path -> path.endsWith("test-classes") || path.toString().contains("testkit"))
            .toList();
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .allowEmptyShould(true)
        .check(new ClassFileImporter().importPaths(tests));
  }

  private static ArchCondition<JavaClass> satisfy(
      String description, java.util.function.Predicate<JavaClass> predicate) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                type, predicate.test(type), type.getName() + " should " + description));
      }
    };
  }

  /** A rule may be about packages that are still empty. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(product);
  }
}
