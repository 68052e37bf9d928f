package shop.local.system;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.BIG_DECIMAL;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.backends.process.ChildProcess;
import shop.backends.process.Ports;
import shop.backends.sentry.StubSentry;
import shop.local.otlp.LogRecord;
import shop.local.otlp.OtlpReceiver;
import shop.local.otlp.Span;

/** The service of docs/adopt.md, built and started as the page describes. */
@Tag("system")
class AdoptingSystemTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SERVICE = SharedShop.ROOT.resolve("docs/adopt");
    private static final AdoptionPage PAGE = AdoptionPage.of(SharedShop.ROOT);
    private static final String NAME = "greeting-service";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

    /** Free ports by the ports of the page. */
    private static final Map<Integer, Integer> PORTS = Map.of(8085, Ports.free(), 9085, Ports.free());

    /** Like curl. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static OtlpReceiver telemetry;
    private static StubSentry errors;
    private static ChildProcess process;

    @BeforeAll
    static void start(@TempDir Path folder) {
        telemetry = OtlpReceiver.start(Ports.free(), List.of());
        errors = StubSentry.start();
        process = ChildProcess.start(NAME, command(), environment(), SERVICE, folder.resolve("log"));
        await().atMost(START_TIMEOUT)
                .failFast(() -> assertThat(process.isAlive())
                        .as(() -> String.join("\n", process.lastLines(20)))
                        .isTrue())
                .ignoreExceptions()
                .until(() -> get(9085, "/metrics").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        Stream.<AutoCloseable>of(process, errors, telemetry, HTTP).forEach(AdoptingSystemTest::close);
    }

    @Test
    void the_page_shows_the_sources_of_the_service() throws IOException {
        assertThat(lines(Files.readString(SERVICE.resolve("pom.xml")))).containsSequence(lines(PAGE.block("xml")));
        assertThat(lines(Files.readString(SERVICE.resolve("src/main/java/greeting/GreetingResource.java"))))
                .containsSequence(lines(PAGE.block("java")));
        assertThat(PAGE.settings()).hasSize(4);
    }

    @Test
    void the_service_has_no_database_and_no_Redis() throws IOException {
        try (var jars = Files.list(SERVICE.resolve("target/quarkus-app/lib/main"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("shop.telemetry-"))
                    .noneMatch(name -> name.matches(
                            "(?i).*(hibernate|flyway|postgresql|redis|quarkus-jdbc|agroal|service-defaults).*"));
        }
    }

    @Test
    void the_service_starts_without_a_warning() throws IOException {
        assertThat(Files.readAllLines(process.log()))
                .noneMatch(line -> line.contains("\"level\":\"WARN") || line.contains("Unrecognized configuration"));
    }

    @Test
    void a_request_is_a_trace_a_metric_and_a_log_line() throws Exception {
        var answer = get(request("/greetings/Ada"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("text").asText()).isEqualTo("Hello, Ada");
        assertThat(span(traceId(answer))).satisfies(span -> {
            assertThat(span.name()).isEqualTo("GET /greetings/{name}");
            assertThat(span.detail().status().code()).isEqualTo(Span.Status.Code.UNSET);
            assertThat(span.detail().resource()).containsEntry("service.version", "1.0.0");
        });
        assertThat(metrics().sample("http_requests_total", labels("200")))
                .get()
                .extracting(Metrics.Sample::value, as(BIG_DECIMAL))
                .isPositive();
        assertThat(log(traceId(answer)).path("message").asText()).isEqualTo("Greeting somebody");
        assertThat(record(traceId(answer)).body()).isEqualTo("Greeting somebody");
    }

    @Test
    void an_error_has_one_id_in_response_trace_metric_log_and_event() throws Exception {
        var answer = get(request("/greetings/nobody"));
        var id = traceId(answer);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(span(id)).satisfies(span -> {
            assertThat(span.detail().status().code()).isEqualTo(Span.Status.Code.ERROR);
            assertThat(span.detail().events())
                    .anySatisfy(event -> assertThat(event.attributes())
                            .containsEntry("exception.type", IllegalStateException.class.getName()));
        });
        assertThat(metrics().sample("http_requests_total", labels("500")))
                .get()
                .extracting(Metrics.Sample::value, as(BIG_DECIMAL))
                .isPositive();
        assertThat(metrics().named("http_request_duration_seconds_bucket"))
                .anySatisfy(bucket -> assertThat(bucket.exemplar()).contains(id));
        assertThat(log(id).path("level").asText()).isEqualTo("ERROR");
        assertThat(record(id).severity()).isEqualTo("ERROR");
        isInTheErrorTracker(event(id));
    }

    private static void isInTheErrorTracker(JsonNode event) {
        // The error tracker names and groups events by the last exception.
        var exceptions = event.at("/exception/values");
        var exception = exceptions.get(exceptions.size() - 1);
        assertThat(exception.path("type").asText()).isEqualTo("IllegalStateException");
        assertThat(exception.path("value").asText()).isEqualTo("There is nobody to greet");
        assertThat(exception.at("/stacktrace/frames")).anySatisfy(frame -> {
            assertThat(frame.path("module").asText()).isEqualTo("greeting.GreetingResource");
            assertThat(frame.path("in_app").asBoolean()).isTrue();
        });
        assertThat(event.path("transaction").asText()).isEqualTo("GET /greetings/{name}");
        assertThat(event.path("release").asText()).isEqualTo(NAME + "@1.0.0");
    }

    private static List<String> command() {
        var jar = SERVICE.resolve(PAGE.launch().getLast());
        assertThat(jar).as("run `make build` first").exists();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.concat(Stream.of(java), PAGE.launch().stream()).toList();
    }

    private static Map<String, String> environment() {
        var environment = new HashMap<>(PAGE.settings());
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(PORTS.get(8085)));
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(PORTS.get(9085)));
        var receiver = telemetry.endpoint().toString();
        environment.replaceAll((_, value) -> value.replace("http://localhost:4318", receiver)
                .replace("http://localhost:3100/otlp", receiver)
                .replace("localhost:8000", "localhost:" + errors.port()));
        return environment;
    }

    private static AdoptionPage.Request request(String path) {
        return PAGE.requests().stream()
                .filter(request -> request.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> get(AdoptionPage.Request request) throws IOException, InterruptedException {
        return get(request.port(), request.path());
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + PORTS.get(port) + path))
                .header("Accept", path.equals("/metrics") ? Metrics.OPEN_METRICS : "*/*")
                .timeout(REQUEST_LIMIT)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String traceId(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Trace-Id").orElseThrow();
    }

    private static Span span(String traceId) {
        return await().until(
                        () -> telemetry.traces().trace(traceId).stream()
                                .flatMap(trace -> trace.roots().stream())
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static Metrics metrics() throws IOException, InterruptedException {
        return Metrics.parse(get(request("/metrics")).body());
    }

    private static String[] labels(String status) {
        return new String[] {"endpoint=\"/greetings/{name}\"", "method=\"GET\"", "status_code=\"" + status + "\""};
    }

    private static JsonNode log(String traceId) throws IOException {
        for (var line : Files.readAllLines(process.log())) {
            var record = JSON.readTree(line);
            if (record.path("traceId").asText().equals(traceId)) {
                return record;
            }
        }
        throw new AssertionError("No log line has the trace " + traceId);
    }

    private static LogRecord record(String traceId) {
        return await().until(
                        () -> telemetry.logs().records().stream()
                                .filter(record -> record.traceId().equals(traceId))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static JsonNode event(String traceId) {
        return await().until(
                        () -> errors.events().stream()
                                .filter(event -> event.at("/contexts/trace/trace_id")
                                        .asText()
                                        .equals(traceId))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static List<String> lines(String text) {
        return text.strip().lines().map(String::strip).toList();
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
