package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import shop.backends.process.ChildProcess;
import shop.backends.process.Ports;
import shop.backends.sentry.StubSentry;
import shop.local.shop.Service;
import shop.local.shop.ServicePackage;

/** A service that fails to start reports it in its log and to the error tracker. */
@Tag("system")
class FailedStartSystemTest {
    private static final Service SERVICE = Service.INVENTORY;
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final StubSentry receiver = StubSentry.start();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void reports_an_unreachable_database() {
        start(Map.of());

        var event = onlyEvent();
        assertThat(event.at("/exception/values").findValuesAsText("value"))
                .anySatisfy(text -> assertThat(text).contains("Connection to localhost"));
        assertThat(event.at("/tags/service").asText()).isEqualTo(SERVICE.id());
        assertThat(event.path("release").asText()).startsWith(SERVICE.id() + "@");
        assertThat(event.path("environment").asText()).isEqualTo("staging");
    }

    @Test
    void reports_a_port_in_use() throws IOException {
        try (var taken = new ServerSocket(0)) {
            start(Map.of(
                    "QUARKUS_HTTP_PORT",
                    String.valueOf(taken.getLocalPort()),
                    "QUARKUS_FLYWAY_ACTIVE",
                    "false",
                    // Otherwise background work may fail first, because there is no database.
                    "QUARKUS_SCHEDULER_ENABLED",
                    "false"));
        }

        assertThat(onlyEvent().toString()).contains("QuarkusBindException");
    }

    @Test
    void names_a_missing_secret_in_one_line() {
        var environment = environment();
        environment.remove("QUARKUS_DATASOURCE_PASSWORD");

        var lines = fail(environment);

        assertThat(lines)
                .filteredOn(line -> line.contains("QUARKUS_DATASOURCE_PASSWORD"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("Cannot start: ");
        assertThat(lines).noneSatisfy(line -> assertThat(line).contains("The service did not start"));
        assertThat(receiver.events()).isEmpty();
    }

    /** With a seed from the build every start would send the same IDs, and an error tracker drops known IDs. */
    @Test
    @EnabledIfSystemProperty(named = "native", matches = ".*", disabledReason = "A JVM creates its seed at each start.")
    void each_start_reports_under_a_new_event_id() {
        start(Map.of());
        start(Map.of());

        assertThat(receiver.events())
                .extracting(event -> event.path("event_id").asText())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    private void start(Map<String, String> more) {
        var environment = environment();
        environment.putAll(more);

        assertThat(fail(environment))
                .anySatisfy(line -> assertThat(line).contains("The service did not start"))
                .noneSatisfy(line -> assertThat(line).contains("Cannot start: "));
    }

    private Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "SENTRY_DSN",
                StubSentry.dsn(receiver.port()),
                "SENTRY_ENVIRONMENT",
                "staging",
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://localhost:" + Ports.free() + "/none",
                "QUARKUS_DATASOURCE_PASSWORD",
                "none",
                "QUARKUS_FLYWAY_CONNECT_RETRIES",
                "0",
                "QUARKUS_HTTP_PORT",
                String.valueOf(Ports.free()),
                "QUARKUS_MANAGEMENT_PORT",
                String.valueOf(Ports.free())));
    }

    private List<String> fail(Map<String, String> environment) {
        var command = ServicePackage.of(SharedShop.ROOT, SERVICE).command(folder, true);
        try (var process = ChildProcess.start(SERVICE.id(), command, environment, folder, folder.resolve("log"))) {
            assertThat(process.exitCode(LIMIT))
                    .as(() -> String.join("\n", process.lastLines(20)))
                    .isEqualTo(1);
            return process.lastLines(20);
        }
    }

    private JsonNode onlyEvent() {
        assertThat(receiver.events()).hasSize(1);
        return receiver.events().getFirst();
    }
}
