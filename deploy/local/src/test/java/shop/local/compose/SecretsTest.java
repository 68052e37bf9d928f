package shop.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/secrets/secrets.sh generates the secrets and distributes them to the containers. */
class SecretsTest {
    private static final Path SCRIPT = Path.of(System.getProperty("shop.root", "../.."), "deploy/secrets/secrets.sh");
    private static final List<String> CONTAINERS = List.of(
            "postgres",
            "redis",
            "user-service",
            "inventory-service",
            "order-service",
            "frontend",
            "postgres-exporter",
            "redis-exporter",
            "grafana",
            "bugsink",
            "load");
    private static final String HOSTILE = " a\\b\"c'd e=f#g:h!i$(touch made)";

    // The same text in the syntax of Quarkus, where $ begins an expression.
    private static final String ESCAPED = HOSTILE.replace("$", "\\$");

    @TempDir
    private Path folder;

    @Test
    void are_long_and_random_and_stay_the_same() throws Exception {
        run(Map.of(), "make");
        var first = read("all/ORDERS_DB_PASSWORD");
        var other = read("all/USERS_DB_PASSWORD");

        run(Map.of(), "make");

        assertThat(first).matches("[A-Za-z0-9]{50}").isNotEqualTo(other);
        assertThat(read("all/ORDERS_DB_PASSWORD")).isEqualTo(first);
        assertThat(run(Map.of(), "show", "ORDERS_DB_PASSWORD").trim()).isEqualTo(first);
    }

    @Test
    void are_taken_from_the_environment_at_the_first_start() throws Exception {
        run(Map.of("OPERATOR_PASSWORD", "my own password"), "make");

        assertThat(run(Map.of("OPERATOR_PASSWORD", "another"), "make"))
                .contains("OPERATOR_PASSWORD keeps its value from the first start");
        assertThat(run(Map.of("OPERATOR_EMAIL", "me@shop.example"), "show"))
                .contains("customer  ada@shop.example  ", "me@shop.example  my own password", "Grafana");
    }

    @Test
    void keep_special_characters() throws Exception {
        var set = Map.of(
                "REDIS_PASSWORD", HOSTILE, "ORDERS_DB_PASSWORD", HOSTILE, "ORDER_SERVICE_CLIENT_SECRET", HOSTILE);

        run(set, "make");

        assertThat(properties("order-service"))
                .isEqualTo(Map.of(
                        "quarkus.datasource.password", ESCAPED,
                        "quarkus.redis.password", ESCAPED,
                        "order.service.client.secret", ESCAPED));
        assertThat(new ObjectMapper()
                        .readTree(read("redis-exporter/passwords.json"))
                        .path("redis://redis:6379")
                        .asText())
                .isEqualTo(HOSTILE);
        assertThat(read("redis/redis.conf")).isEqualTo("requirepass \" a\\\\b\\\"c'd e=f#g:h!i$(touch made)\"\n");
        assertThat(read("postgres/ORDERS_DB_PASSWORD")).isEqualTo(HOSTILE);
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void a_container_gets_only_the_secrets_that_it_needs() throws Exception {
        run(Map.of(), "make");

        assertThat(properties("inventory-service"))
                .containsOnlyKeys("quarkus.datasource.password", "quarkus.redis.password");
        assertThat(properties("frontend"))
                .containsOnlyKeys("frontend.demo-customer.password", "frontend.operator.password");
        assertThat(properties("user-service").keySet()).contains("operator.password", "order.service.client.secret");
        for (var container : CONTAINERS) {
            try (var files = Files.list(folder.resolve(container))) {
                assertThat(files)
                        .isNotEmpty()
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("r--r--r--"));
            }
        }
    }

    @Test
    void an_unknown_name_lists_the_known_ones() throws Exception {
        run(Map.of(), "make");

        assertThat(run(Map.of(), "show", "MY_PASSWORD")).contains("Unknown secret MY_PASSWORD", "REDIS_PASSWORD");
    }

    private Map<Object, Object> properties(String service) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve(service + "/application.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private String run(Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("bash", SCRIPT.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("SECRETS", folder.toString());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
