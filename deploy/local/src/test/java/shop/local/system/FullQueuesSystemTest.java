package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.backends.process.ChildProcess;
import shop.backends.process.Ports;
import shop.backends.sentry.StubSentry;
import shop.local.chaos.FaultyProxy.Mode;

/** If receivers hang and its queues are full, a service drops and counts signals and keeps responding. */
@Tag("system")
class FullQueuesSystemTest {
    private static final Path JAR = SharedShop.ROOT.resolve("docs/adopt/target/quarkus-app/quarkus-run.jar");
    private static final int FILLING = 400;
    private static final int MORE = 1_500;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
    // A queued event takes about 30 KiB.
    private static final long HEAP_GROWTH = 16L * 1024 * 1024;

    private final HttpClient http = HttpClient.newHttpClient();
    private final SignalReceivers signals = new SignalReceivers();
    private final int port = Ports.free();
    private final int managementPort = Ports.free();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        http.close();
        signals.close();
    }

    @Test
    void full_queues_drop_signals_and_memory_stays_bounded() {
        List.of(signals.traceEndpoint(), signals.logEndpoint(), signals.errorEndpoint())
                .forEach(endpoint -> endpoint.become(Mode.HANGING));
        try (var process = start()) {
            await().atMost(START_TIMEOUT)
                    .failFast(() -> assertThat(process.isAlive())
                            .as(() -> String.join("\n", process.lastLines(20)))
                            .isTrue())
                    .ignoreExceptions()
                    .until(() -> get(managementPort, "/metrics").statusCode() == 200);
            fail(FILLING);
            var metrics = metrics();
            assertThat(List.of(
                            metrics.sample("otel_sdk_processor_span_processed_total", "error_type=\"queue_full\""),
                            metrics.sample("otel_sdk_processor_log_processed_total", "error_type=\"queue_full\""),
                            metrics.sample(
                                    "sentry_events_dropped_total", "category=\"error\"", "reason=\"queue_overflow\"")))
                    .allSatisfy(
                            dropped -> assertThat(dropped.orElseThrow().value()).isPositive());
            var heap = Heap.live(process.pid(), this::metrics);

            fail(MORE);

            assertThat(Heap.live(process.pid(), this::metrics) - heap).isLessThan(HEAP_GROWTH);
        }
    }

    private ChildProcess start() {
        assertThat(JAR).as("run `make build` first").exists();
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-jar",
                JAR.toString());
        var environment = Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", signals.traceUrl(),
                "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", signals.logUrl().toString(),
                "SENTRY_DSN", StubSentry.dsn(signals.errorEndpoint().port()),
                "QUARKUS_OTEL_BSP_MAX_QUEUE_SIZE", "128",
                "QUARKUS_OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "64",
                "QUARKUS_OTEL_BLRP_MAX_QUEUE_SIZE", "128",
                "QUARKUS_OTEL_BLRP_MAX_EXPORT_BATCH_SIZE", "64",
                "QUARKUS_HTTP_PORT", String.valueOf(port),
                "QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
        return ChildProcess.start("greeting-service", command, environment, folder, folder.resolve("log"));
    }

    /** Each request leaves a span, an ERROR record and an event. */
    private void fail(int requests) {
        for (var request = 0; request < requests; request++) {
            assertThat(get(port, "/greetings/nobody").statusCode()).isEqualTo(500);
        }
    }

    private Metrics metrics() {
        return Metrics.parse(get(managementPort, "/metrics").body());
    }

    private HttpResponse<String> get(int port, String path) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(REQUEST_LIMIT)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted at " + path, e);
        }
    }
}
