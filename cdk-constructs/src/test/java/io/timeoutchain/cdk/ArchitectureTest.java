package io.timeoutchain.cdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.timeoutchain.cdk");

    @Test
    void the_constructs_know_neither_the_aws_sdk_nor_the_auditor() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awssdk..", "io.timeoutchain.auditor..")
                .check(CLASSES);
    }

    @Test
    void neither_is_on_the_class_path() {
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName("software.amazon.awssdk.core.SdkClient"));
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName("io.timeoutchain.auditor.host.HostScript"));
    }

    @Test
    void what_is_public_is_what_users_build_with() {
        assertThat(CLASSES)
                .filteredOn(
                        type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .extracting(type -> type.getSimpleName())
                .containsExactlyInAnyOrder(
                        "AuditorRole",
                        "BackendTimers",
                        "ConstructTreeModule",
                        "HostTimersDocument",
                        "ScheduledAudit",
                        "TimeoutAlignedService",
                        "TimeoutGuard");
    }
}
