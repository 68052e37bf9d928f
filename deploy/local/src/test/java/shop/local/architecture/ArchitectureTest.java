package shop.local.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dependency rules for the modules and packages of the repository, checked on their compiled classes. */
class ArchitectureTest {
    private static final Path ROOT =
            Path.of(System.getProperty("shop.root", "../..")).toAbsolutePath().normalize();
    private static final List<String> PRODUCTION = List.of(
            "telemetry",
            "http-defaults",
            "service-defaults",
            "user-service",
            "inventory-service",
            "order-service",
            "frontend");
    private static final String[] SERVICES = {"shop.user..", "shop.inventory..", "shop.order.."};

    private static final DescribedPredicate<JavaClass> HTTP = resideInAnyPackage(
            "jakarta.ws.rs..",
            "org.jboss.resteasy.reactive..",
            "org.eclipse.microprofile.rest.client..",
            "io.quarkus.vertx.http..",
            "io.quarkus.vertx.web..",
            "io.vertx.core.http..",
            "io.vertx.ext.web..",
            "io.netty.handler.codec.http..");
    private static final DescribedPredicate<JavaClass> PERSISTENCE =
            resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate..");
    private static final DescribedPredicate<JavaClass> ENTITIES =
            annotatedWith("jakarta.persistence.Entity").forSubtype();
    // Nested classes count as their outermost class.
    private static final DescribedPredicate<JavaClass> HTTP_EDGE = nameMatching(
                    "shop\\.[a-z.]+\\.\\w*(Resource|Client|Api|Filter|Mapper|Routes?)(\\$.*)?")
            // Failures of a call, and how a call is made.
            .or(nameMatching("shop\\.order\\.client\\.(RemoteService|TokenRejected|UnexpectedAnswer)(\\$.*)?"))
            // Requests a token again after a 401.
            .or(nameMatching("shop\\.order\\.client\\.ServiceToken"))
            .forSubtype();

    @ParameterizedTest
    @MethodSource("modules")
    void packages_of_a_module_form_no_cycle(String module) {
        slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(classesOf(module));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packages_have_at_most_fifteen_classes(String module) {
        var sizes = classesOf(module).stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getPackageName, counting()));

        assertThat(sizes)
                .isNotEmpty()
                .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(15));
    }

    @Test
    void services_do_not_depend_on_each_other() {
        for (var service : SERVICES) {
            var others = Stream.of(SERVICES).filter(other -> !other.equals(service));
            noClasses()
                    .that()
                    .resideInAPackage(service)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others.toArray(String[]::new))
                    .check(production());
        }
    }

    @Test
    void service_defaults_does_not_depend_on_a_service() {
        noClasses()
                .that()
                .resideInAPackage("shop.defaults..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES)
                .check(production());
    }

    @Test
    void http_defaults_and_the_frontend_depend_on_no_service_and_its_database() {
        noClasses()
                .that()
                .resideInAnyPackage("shop.http..", "shop.frontend..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("shop.defaults..")
                        .or(resideInAnyPackage(SERVICES))
                        .or(PERSISTENCE))
                .check(production());
    }

    @Test
    void http_defaults_does_not_depend_on_the_frontend() {
        noClasses()
                .that()
                .resideInAPackage("shop.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("shop.frontend..")
                .check(production());
    }

    @Test
    void telemetry_does_not_depend_on_the_shop() {
        noClasses()
                .that()
                .resideInAPackage("telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("shop..")
                .check(production());
    }

    /** The build of a native executable creates filters and the singletons that they inject. */
    @Test
    void filters_inject_no_singleton_that_reads_the_configuration() {
        var injected = production().stream()
                .filter(type -> type.getMethods().stream()
                        .anyMatch(method ->
                                method.isAnnotatedWith("org.jboss.resteasy.reactive.server.ServerRequestFilter")))
                .flatMap(type -> type.getConstructors().stream())
                .flatMap(constructor -> constructor.getRawParameterTypes().stream())
                .toList();

        assertThat(injected)
                .isNotEmpty()
                .noneMatch(type -> type.isAnnotatedWith("jakarta.inject.Singleton") && readsTheConfiguration(type));
    }

    private static boolean readsTheConfiguration(JavaClass type) {
        return type.getConstructors().stream()
                .flatMap(constructor -> constructor.getParameters().stream())
                .anyMatch(parameter ->
                        parameter.isAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty"));
    }

    @Test
    void telemetry_depends_on_no_database_and_no_redis() {
        noClasses()
                .that()
                .resideInAPackage("telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.agroal..",
                        "io.quarkus.agroal..",
                        "io.quarkus.flyway..",
                        "io.quarkus.hibernate..",
                        "io.quarkus.panache..",
                        "io.quarkus.redis..",
                        "io.vertx.redis..",
                        "jakarta.persistence..",
                        "org.flywaydb..",
                        "org.hibernate..",
                        "org.postgresql..")
                .check(production());
    }

    /** {@code Migrations} compares files, and would not see a migration or a callback in Java. */
    @Test
    void migrations_are_sql_files() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("shop.defaults.startup.Migrations")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.flywaydb..")
                .check(production());
    }

    @Test
    void production_code_does_not_depend_on_deployment_and_tests() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("shop.local..", "shop.backends..")
                .check(production());
    }

    @Test
    void only_edges_of_a_service_use_http() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES)
                .and(not(HTTP_EDGE))
                .should()
                .dependOnClassesThat(HTTP)
                .check(production());
    }

    @Test
    void only_entities_and_repositories_of_a_service_use_the_persistence_api() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES)
                .and(not(ENTITIES))
                .and(not(annotatedWith("jakarta.persistence.Embeddable")))
                .and(not(simpleNameEndingWith("Repository")))
                .should()
                .dependOnClassesThat(PERSISTENCE)
                .check(production());
    }

    @Test
    void entities_do_not_cross_http() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.ws.rs.Path")
                .should(new ArchCondition<>("neither take nor return entities") {
                    @Override
                    public void check(JavaClass resource, ConditionEvents events) {
                        resource.getMethods().stream()
                                .filter(ArchitectureTest::involvesAnEntity)
                                .map(method -> SimpleConditionEvent.violated(
                                        method, method.getFullName() + " exposes an entity"))
                                .forEach(events::add);
                    }
                })
                .check(production());
    }

    private static Stream<String> modules() {
        return Stream.concat(PRODUCTION.stream(), Stream.of("deploy/backends", "deploy/local"));
    }

    private static boolean involvesAnEntity(JavaMethod method) {
        // A private method may convert an entity to its response.
        return !method.getModifiers().contains(JavaModifier.PRIVATE)
                && Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .anyMatch(ENTITIES);
    }

    private static JavaClasses production() {
        return classesOf(PRODUCTION.toArray(String[]::new));
    }

    private static JavaClasses classesOf(String... modules) {
        var folders = Stream.of(modules)
                .map(module -> ROOT.resolve(module).resolve("target/classes"))
                .toList();
        assertThat(folders)
                .as("build all modules first")
                .allSatisfy(folder -> assertThat(folder).isNotEmptyDirectory());
        return new ClassFileImporter().importPaths((Collection<Path>) folders);
    }

    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }
}
