package io.timeoutchain;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.timeoutchain.rule.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The shape of the theory. ArchUnit fails a rule that matched no class, so none of these can pass by looking at nothing. */
final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.timeoutchain");

    private static final String MODEL = "io.timeoutchain.model";
    private static final String PRODUCT = "io.timeoutchain.product..";
    private static final String RULE = "io.timeoutchain.rule";
    private static final String RULES = "io.timeoutchain.rules";
    private static final String PLAN = "io.timeoutchain.plan";

    @Test
    void the_model_knows_nothing_but_java() {
        classes()
                .that()
                .resideInAPackage(MODEL)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", MODEL)
                .check(CLASSES);
    }

    @Test
    void a_product_room_knows_the_model_only() {
        classes()
                .that()
                .resideInAPackage(PRODUCT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", MODEL, PRODUCT)
                .check(CLASSES);
    }

    @Test
    void a_room_does_not_look_into_another() {
        SlicesRuleDefinition.slices()
                .matching("io.timeoutchain.product.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void what_a_rule_is_does_not_depend_on_the_rules_there_are() {
        classes()
                .that()
                .resideInAPackage(RULE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", MODEL, RULE)
                .check(CLASSES);
    }

    @Test
    void rules_depend_on_what_a_rule_is_and_on_what_products_are() {
        classes()
                .that()
                .resideInAPackage(RULES)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", MODEL, PRODUCT, RULE, RULES)
                .check(CLASSES);
    }

    @Test
    void a_plan_stands_on_the_rules_and_no_rule_on_a_plan() {
        classes()
                .that()
                .resideInAPackage(PLAN)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", MODEL, PRODUCT, RULE, RULES, PLAN)
                .check(CLASSES);
    }

    @Test
    void nothing_reaches_for_the_network_a_file_or_a_process() {
        noClasses()
                .that()
                .resideInAPackage("io.timeoutchain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..", "javax..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .check(CLASSES);
    }

    @Test
    void nothing_prints() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }

    @Test
    void a_rule_is_final_and_keeps_no_state() {
        classes()
                .that()
                .areAssignableTo(Rule.class)
                .and(not(resideInAPackage(RULE)))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .haveOnlyFinalFields()
                .check(CLASSES);
    }

    @Test
    void every_package_is_null_marked() throws Exception {
        Path sources = Path.of("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .map(Path::getParent)
                            .distinct())
                    .isNotEmpty()
                    .allSatisfy(folder -> assertThat(Files.readString(folder.resolve("package-info.java")))
                            .contains("@NullMarked"));
        }
        assertThat(Rule.class.getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
    }
}
