package moltis.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.Socket;
import java.net.URL;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what docs/architecture.md says about who may know whom, and what no class may do. */
class ArchitectureTest {

    private static final JavaClasses MOLTIS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("moltis-testing") && !location.contains("/testing/"))
            .importPackages("moltis");

    /** A module and the modules that it may know; {@code app} knows everybody. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("core", Set.of()),
            Map.entry("config", Set.of("core")),
            Map.entry("net", Set.of("core")),
            Map.entry("storage", Set.of("core")),
            Map.entry("oauth", Set.of("core", "net")),
            Map.entry("access", Set.of("core", "storage")),
            Map.entry("sessions", Set.of("core", "storage")),
            Map.entry("ledger", Set.of("core", "storage")),
            Map.entry("providers", Set.of("core", "net")),
            Map.entry("tools", Set.of("core", "net", "storage")),
            Map.entry("agent", Set.of("core")),
            Map.entry(
                    "gateway",
                    Set.of(
                            "core",
                            "config",
                            "net",
                            "storage",
                            "oauth",
                            "access",
                            "sessions",
                            "ledger",
                            "providers",
                            "tools",
                            "agent")));

    /** The command, and the child process that runs a local model. */
    private static final DescribedPredicate<JavaClass> ARE_NO_PROGRAM = describe(
            "are no program",
            type -> !type.getPackageName().startsWith("moltis.app")
                    && !type.getName().equals("moltis.providers.local.LlamaProcess"));

    @Test
    void every_module_stands_in_the_table_of_arrows() {
        Set<String> modules = new TreeSet<>();
        for (JavaPackage part : MOLTIS.getPackage("moltis").getSubpackages()) modules.add(part.getRelativeName());

        modules.remove("app");

        assertThat(ARROWS.keySet()).containsAll(modules);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_module_knows_only_whom_it_may(String module) {
        String[] allowed = Stream.concat(Stream.of(module), ARROWS.get(module).stream())
                .map(name -> "moltis." + name + "..")
                .toArray(String[]::new);

        noClasses()
                .that(resideInAPackage("moltis." + module + ".."))
                .should()
                .dependOnClassesThat(describe(
                        "belong to a module that " + module + " may not know",
                        resideInAPackage("moltis..").and(DescribedPredicate.not(resideInAnyPackage(allowed)))))
                .allowEmptyShould(true)
                .check(MOLTIS);
    }

    static Stream<String> modules() {
        return ARROWS.keySet().stream().sorted();
    }

    @Test
    void no_name_hides_what_a_class_is_for() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.(?:\\w*(?:Utils?|Helpers?|Managers?|Impl|Common|Base))(?:\\$.*)?")
                .check(MOLTIS);
    }

    @Test
    void only_a_program_ends_its_process() {
        noClasses()
                .that(ARE_NO_PROGRAM)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(MOLTIS);
    }

    /** The JDK's key managers name sockets in their signatures; this one never sees any. */
    private static final DescribedPredicate<JavaClass> NAMES_SOCKETS_ONLY =
            describe("only name sockets", type -> type.getName().equals("moltis.access.tls.CurrentCertificate"));

    @Test
    void every_call_to_the_outside_goes_through_net() {
        noClasses()
                .that()
                .resideOutsideOfPackage("moltis.net..")
                .and(DescribedPredicate.not(NAMES_SOCKETS_ONLY))
                .should()
                .callConstructor(OkHttpClient.class)
                .orShould()
                .callConstructor(OkHttpClient.Builder.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Socket.class)
                .orShould()
                .callMethod(URL.class, "openConnection")
                .orShould()
                .callMethod(URL.class, "openStream")
                .check(MOLTIS);
    }

    @Test
    void nothing_changes_behind_a_static_field() {
        fields().that().areStatic().should().beFinal().check(MOLTIS);
    }

    @Test
    void only_a_program_writes_to_the_standard_streams() {
        noClasses()
                .that(ARE_NO_PROGRAM)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(MOLTIS);
    }

    @Test
    void null_is_checked_in_every_package() {
        Set<String> unchecked = new TreeSet<>();
        MOLTIS.stream()
                .map(type -> type.getPackage())
                .filter(part -> !part.isAnnotatedWith(NullMarked.class))
                .forEach(part -> unchecked.add(part.getName()));

        assertThat(unchecked).isEmpty();
    }
}
