package shop.local.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes that the frontend passes on, compared with the services' own. */
class FrontendRoutesTest {

    private static final Path ROOT =
            Path.of(System.getProperty("shop.root", "../..")).toAbsolutePath().normalize();
    private static final String JAX_RS = "jakarta.ws.rs.";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            order-service     | GET /risky
            user-service      |
            inventory-service |
            """)
    void are_those_of_the_services(String service, String withoutResource) throws IOException {
        var served = resources(service).flatMap(FrontendRoutesTest::routes).collect(toSet());
        if (withoutResource != null) {
            served.add(withoutResource);
        }

        assertThat(passedOn(service)).containsExactlyInAnyOrderElementsOf(served);
    }

    private static Set<String> passedOn(String service) throws IOException {
        var properties = new Properties();
        try (var file = Files.newBufferedReader(ROOT.resolve("frontend/src/main/resources/application.properties"))) {
            properties.load(file);
        }
        return Set.of(properties
                .getProperty("frontend.services." + service + ".routes")
                .split(","));
    }

    private static Stream<JavaClass> resources(String service) {
        var classes = ROOT.resolve(service).resolve("target/classes");
        assertThat(classes).as("build all modules first").isNotEmptyDirectory();
        // An interface describes the API of another service.
        return new ClassFileImporter()
                .importPath(classes).stream()
                        .filter(type -> !type.isInterface() && type.isAnnotatedWith(JAX_RS + "Path"));
    }

    private static Stream<String> routes(JavaClass resource) {
        return resource.getMethods().stream().flatMap(method -> routes(resource, method));
    }

    private static Stream<String> routes(JavaClass resource, JavaMethod method) {
        return Stream.of("GET", "POST", "PUT", "PATCH", "DELETE")
                .filter(verb -> method.isAnnotatedWith(JAX_RS + verb))
                .map(verb -> verb + " " + path(resource) + path(method));
    }

    /** The value of {@code @Path} on a class or a method; empty without it. */
    private static String path(HasAnnotations<?> annotated) {
        return annotated
                .tryGetAnnotationOfType(JAX_RS + "Path")
                .map(path -> path.get("value").map(String::valueOf).orElse(""))
                .orElse("");
    }
}
