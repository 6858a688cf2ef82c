package io.timeoutchain.auditor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.timeoutchain.auditor.cli.Main;
import io.timeoutchain.auditor.snapshot.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shape of the auditor. ArchUnit fails a rule that matched no class, so none of these can pass by looking at nothing. */
final class ArchitectureTest {

    private static final String ROOT = "io.timeoutchain.auditor";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @ParameterizedTest
    @CsvSource({
        "failure, ''",
        "json, ''",
        "snapshot, json",
        "host, ''",
        "config, snapshot",
        "measure, ''",
        "report, ''",
        "collect, snapshot",
        "assemble, 'snapshot,host,config'",
        "compare, 'json,report'",
        "publish, 'json,snapshot,report,collect,compare'",
        "audit, 'snapshot,host,config,report,collect,assemble'",
        "scheduled, 'json,snapshot,host,config,report,collect,assemble,compare,audit'",
        "cli, 'json,snapshot,host,config,measure,report,collect,assemble,compare,publish,audit'",
    })
    void a_folderknows_only_what_comes_before_it(String name, String known) {
        String[] forbidden = Stream.of(
                        "json",
                        "snapshot",
                        "host",
                        "config",
                        "measure",
                        "report",
                        "collect",
                        "assemble",
                        "compare",
                        "publish",
                        "audit",
                        "scheduled",
                        "cli")
                .filter(other ->
                        !other.equals(name) && !List.of(known.split(",")).contains(other))
                .map(other -> ROOT + "." + other + "..")
                .toArray(String[]::new);
        assertThat(CLASSES.stream().map(JavaClass::getPackageName)).contains(ROOT + "." + name);
        if (forbidden.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + name + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .check(CLASSES);
        }
    }

    @Test
    void packages_do_not_depend_on_each_other_in_a_circle() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void the_sdk_of_aws_stays_where_it_is_called() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".collect.aws..", ROOT + ".scheduled.aws..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "com.amazonaws..")
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage(ROOT + ".collect.aws")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAnyPackage(ROOT + ".collect.aws", ROOT + ".scheduled.aws", ROOT + ".cli")
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage(ROOT + ".scheduled.aws")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage(ROOT + ".scheduled.aws")
                .check(CLASSES);
    }

    @Test
    void the_command_line_library_stays_in_the_command_line_and_yaml_in_the_configuration() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".config")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .check(CLASSES);
    }

    @Test
    void only_measuring_reaches_for_the_network_by_itself_and_nothing_starts_a_process() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".measure")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "java.rmi..", "java.sql..", "javax.net", "javax.naming..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\.(Socket|ServerSocket|DatagramSocket|URL|URLConnection|HttpURLConnection)"
                                + "|javax\\.net\\.ssl\\.SSLSocket.*|java\\.nio\\.channels\\.(Socket|ServerSocket)Channel")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.(ProcessBuilder|Runtime)")
                .check(CLASSES);
    }

    @Test
    void files_are_touched_by_the_command_line_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".cli", ROOT + ".collect.aws")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..")
                .check(CLASSES);
    }

    @Test
    void only_the_start_of_the_program_touches_the_standard_streams() {
        // Main opens the file descriptors itself, so not even it is an exception.
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.FileDescriptor")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void every_folderis_null_marked() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .map(Path::getParent)
                            .distinct())
                    .hasSizeGreaterThan(7)
                    .allSatisfy(folder -> assertThat(Files.readString(folder.resolve("package-info.java")))
                            .contains("@NullMarked"));
        }
        assertThat(Snapshot.class.getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
    }
}
