package dev.atrium.server.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/// The arrows between modules and what only one of them may touch.
@AnalyzeClasses(packages = "dev.atrium", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    private static final DescribedPredicate<JavaClass> STORES =
            DescribedPredicate.describe("stores", type -> name(type).endsWith("Store"));

    private static String name(JavaClass type) {
        return type.getName().replaceAll("\\$.*", "");
    }

    private static ArchRule never(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage("dev.atrium." + from + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(to));
    }

    private static String[] packages(String... modules) {
        String[] packages = new String[modules.length];
        for (int index = 0; index < modules.length; index++) {
            packages[index] = "dev.atrium." + modules[index] + "..";
        }
        return packages;
    }

    @ArchTest
    static final ArchRule kernel_stands_alone =
            never(
                    "kernel",
                    "storage",
                    "http",
                    "oidc",
                    "connectors",
                    "dex",
                    "membership",
                    "console",
                    "cli",
                    "server");

    @ArchTest
    static final ArchRule storage_knows_the_kernel_only =
            never(
                    "storage",
                    "http",
                    "oidc",
                    "connectors",
                    "dex",
                    "membership",
                    "console",
                    "cli",
                    "server");

    @ArchTest
    static final ArchRule http_knows_the_kernel_only =
            never(
                    "http",
                    "storage",
                    "oidc",
                    "connectors",
                    "dex",
                    "membership",
                    "console",
                    "cli",
                    "server");

    @ArchTest
    static final ArchRule the_engine_knows_no_role_and_no_upstream =
            never("oidc", "connectors", "dex", "membership", "console", "cli", "server");

    @ArchTest
    static final ArchRule connectors_know_no_engine_and_no_role =
            never("connectors", "oidc", "dex", "membership", "console", "cli", "server");

    @ArchTest
    static final ArchRule dex_knows_no_other_role =
            never("dex", "membership", "console", "cli", "server");

    @ArchTest
    static final ArchRule membership_knows_no_other_role =
            never("membership", "dex", "console", "cli", "server");

    @ArchTest
    static final ArchRule console_speaks_http_to_the_others =
            never("console", "dex", "membership", "oidc", "connectors", "cli", "server");

    @ArchTest
    static final ArchRule commands_start_nothing_themselves =
            never("cli", "oidc", "connectors", "dex", "console", "server");

    @ArchTest
    static final ArchRule only_http_imports_the_web_library =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.atrium.http..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule only_stores_speak_sql =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.atrium.storage..")
                    .and(DescribedPredicate.not(STORES))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.jdbi..");

    @ArchTest
    static final ArchRule time_comes_from_the_clock_that_was_passed_in =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.atrium.server..")
                    .should()
                    .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule the_environment_is_read_by_the_program_only =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.atrium.server..")
                    .should()
                    .callMethod(System.class, "getenv")
                    .orShould()
                    .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule nothing_is_ambient =
            noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

    @ArchTest
    static final ArchRule statics_do_not_change =
            fields().that()
                    .haveModifier(JavaModifier.STATIC)
                    .and()
                    .doNotHaveModifier(JavaModifier.SYNTHETIC)
                    .and()
                    .areDeclaredInClassesThat()
                    .resideOutsideOfPackage("dev.atrium.rpc..")
                    .should()
                    .haveModifier(JavaModifier.FINAL);
}
